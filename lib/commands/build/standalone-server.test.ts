import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { ODD_SECRETS } from "#testing/odd-secrets.ts";
import { addEntry } from "./entry.ts";

/** Does with the environment what Next's own server does, then says what came of it. */
const NEXT_SERVER = `
import { createRequire } from "node:module";
const { loadEnvConfig } = createRequire(${JSON.stringify(path.resolve("package.json"))})("@next/env");
process.chdir(import.meta.dirname);
for (const isDevelopment of [false, true]) loadEnvConfig(process.cwd(), isDevelopment);
console.log(JSON.stringify({ env: process.env, umask: process.umask() }));
`;
const saidSchema = z.object({ env: z.record(z.string(), z.string()), umask: z.number() });

/** The folder of the build, and the one that the server is started in. */
let built: string;
let here: string;
beforeEach(() => {
  const root = mkdtempSync(path.join(tmpdir(), "anyqta-entry-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  [built, here] = [path.join(root, "built"), path.join(root, "here")];
  for (const folder of [built, here]) mkdirSync(folder);
  writeFileSync(path.join(built, "package.json"), '{ "type": "module" }');
  writeFileSync(path.join(built, "server.js"), NEXT_SERVER);
  addEntry(built);
});

/** Runs the server; `files` are the files of settings by their place. */
function run(
  given: Record<string, string> = {},
  files: Record<string, string> = {},
  options: string[] = [],
) {
  for (const [place, text] of Object.entries(files)) writeFileSync(place, text);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...options, path.join(built, "server.js")],
    { cwd: here, encoding: "utf8", env: { NODE_ENV: "production", ...given } },
  );
  return { status, stderr, said: status === 0 ? saidSchema.parse(JSON.parse(stdout)) : null };
}

const envOf = (...given: Parameters<typeof run>) => run(...given).said?.env;

test("every odd secret of .env reaches Next's server as it is (P-25)", () => {
  const lines = ODD_SECRETS.map(({ line }, at) => `SECRET_${at}=${line}`).join("\n");
  const env = envOf({}, { [path.join(here, ".env")]: lines });
  expect(ODD_SECRETS.map((_, at) => env?.[`SECRET_${at}`])).toEqual(
    ODD_SECRETS.map(({ secret }) => secret),
  );
});

test("what the environment holds is as it was, whatever files lie beside the server", () => {
  const given = Object.fromEntries(ODD_SECRETS.map(({ secret }, at) => [`SECRET_${at}`, secret]));
  const stale = "SECRET_0=stale\nONLY_THERE=stale$HOME\n";
  const names = [".env", ".env.local", ".env.production", ".env.production.local"];
  const env = envOf(
    given,
    Object.fromEntries(names.map((name) => [path.join(built, name), stale])),
  );
  expect(env).toMatchObject(given);
  expect(env).not.toHaveProperty("ONLY_THERE");
});

test.each([
  [{}, "", "127.0.0.1:3000"],
  [{ HOSTNAME: "3f2a9c1d0b7e" }, "", "127.0.0.1:3000"],
  [{ HOSTNAME: "3f2a9c1d0b7e" }, "HOST=127.0.0.2\nPORT=4518", "127.0.0.2:4518"],
  [{ HOST: "0.0.0.0", PORT: "80", HOSTNAME: "x" }, "HOST=127.0.0.2\nPORT=4518", "0.0.0.0:80"],
  [{ HOST: "", PORT: "" }, "", "127.0.0.1:3000"],
])("with %o and .env %j it listens on %s", (given, text, address) => {
  const env = envOf(given, { [path.join(here, ".env")]: text });
  expect(`${env?.HOSTNAME}:${env?.PORT}`).toBe(address);
});

test("paths begin in the folder of the start, and files are their user's alone", () => {
  const text = "DATA_DIR=./mine\nEPAY_CLIENT_SECRET_FILE=secret\n";
  const { said } = run({}, { [path.join(here, ".env")]: text });
  expect(said?.env).toMatchObject({
    DATA_DIR: path.join(here, "mine"),
    EPAY_CLIENT_SECRET_FILE: path.join(here, "secret"),
  });
  expect(envOf({}, { [path.join(here, ".env")]: "" })?.DATA_DIR).toBe(path.join(here, "data"));
  expect(said?.umask).toBe(0o077);
});

test("a line of .env that cannot be read stops the start in words", () => {
  const { status, stderr } = run({}, { [path.join(here, ".env")]: "SECRET='canary" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Anyqta does not start\.\n\.env: line 1, SECRET: .*quotes/);
  expect(stderr).not.toContain("canary");
});

test.each(["18.20.8", "20.9.0", "22.18.9"])("Node.js %s is refused in words", (version) => {
  const versions = JSON.stringify({ ...process.versions, node: version });
  const older = `data:text/javascript,Object.defineProperty(process, "versions", { value: ${versions} })`;
  const { status, stderr } = run({}, {}, ["--import", older]);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Anyqta does not start\.\nIt needs Node\.js 22\.19 or newer; this is v\d/,
  );
});
