import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";

/**
 * The bill of materials of npm itself. Without `--omit dev`, which also omits packages that both a
 * release and a development tool need, such as zod; the list marks those for development only.
 */
const COMMAND = "npm sbom --package-lock-only --sbom-format cyclonedx";
const DEVELOPMENT = "cdx:npm:package:development";

const listSchema = z.object({
  bomFormat: z.literal("CycloneDX"),
  components: z.array(
    z.object({
      purl: z.string(),
      version: z.string(),
      properties: z.array(z.object({ name: z.string() })),
      hashes: z.array(z.object({ alg: z.literal("SHA-512"), content: z.hex() })).length(1),
    }),
  ),
});
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string(),
      name: z.string().optional(),
      dev: z.boolean().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

test("the CycloneDX list holds the packages of the lock file and marks those of production (P-52)", async () => {
  const [npm = "", ...words] = COMMAND.split(" ");
  const { stdout } = await promisify(execFile)(npm, [...words, "--offline"], {
    maxBuffer: 64 * 1_048_576,
  });
  const { components } = listSchema.parse(JSON.parse(stdout));
  const listed = components.map(({ purl, properties, hashes: [hash] }) => {
    const sha512 = Buffer.from(hash?.content ?? "", "hex").toString("base64");
    const isDev = properties.some(({ name }) => name === DEVELOPMENT);
    return `${decodeURIComponent(purl)} ${isDev ? "dev" : "prod"} sha512-${sha512}`;
  });
  // Packages for other platforms are in both lists. Copies of a version count once.
  const { packages } = lockSchema.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
  const locked = Object.entries(packages).flatMap(([where, { name, version, dev, integrity }]) => {
    const folder = where.split("node_modules/").at(-1);
    return where === ""
      ? []
      : [`pkg:npm/${name ?? folder}@${version} ${dev ? "dev" : "prod"} ${integrity}`];
  });
  expect(listed.filter((line) => line.includes(" prod ")).length).toBeGreaterThan(100);
  expect(listed.sort()).toEqual([...new Set(locked)].sort());
  expect(readFileSync("SECURITY.md", "utf8")).toContain(COMMAND);
});
