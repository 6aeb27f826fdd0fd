import { globSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { licenseFile, TextList } from "./license-texts.ts";

/** Generates THIRD-PARTY-NOTICES.md: every package that a release may contain, with its license. */

const COMPILED = "node_modules/next/dist/compiled";

/** Of a package whose manifest names no license. */
const UNNAMED = "license as in its text";
/** The two sentences between which every copy of the MIT license is the same. */
const MIT = /Permission is hereby granted, free of charge[\s\S]*THE SOFTWARE IS PROVIDED "AS IS"/;

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      name: z.string().optional(),
      dev: z.literal(true).optional(),
      optional: z.literal(true).optional(),
      license: z.string().optional(),
    }),
  ),
});
const manifestSchema = z.object({
  author: z.union([z.string(), z.object({ name: z.string() })]).optional(),
});

interface Package {
  /** Name and version. */
  title: string;
  license: string;
  folder: string;
  /** Whether npm installs it on some platforms only, or not at all. */
  isOptional: boolean;
}

/** The packages of a lock file without those for development, each version once, sorted by name. */
export function productionPackages(lock: string): Package[] {
  const { packages } = lockSchema.parse(JSON.parse(lock));
  const all = Object.entries(packages).flatMap(([folder, found]) => {
    if (folder === "" || found.dev) return [];
    const name = found.name ?? folder.split("node_modules/").at(-1);
    const license = found.license ?? UNNAMED;
    const isOptional = found.optional ?? false;
    return [{ title: `${name} ${found.version}`, license, folder, isOptional }];
  });
  const byTitle = new Map(all.map((one) => [one.title, one]));
  // Compared by code units: the order must not depend on the language of the machine.
  return [...byTitle.values()].sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** The text of THIRD-PARTY-NOTICES.md, made from the lock file and the installed packages. */
export function notices(): string {
  const packages = productionPackages(readFileSync("package-lock.json", "utf8"));
  const texts = new TextList();
  const installed = packages
    .filter(({ isOptional }) => !isOptional)
    .map((one) => `- **${one.title}** (${nameOfTerms(one)}). ${terms(one.folder, texts)}`);
  const optional = packages
    .filter(({ isOptional }) => isOptional)
    .map(({ title, license }) => `- **${title}** (${license})`);
  const compiled = globSync(`${COMPILED}/**/LICENSE`)
    .map((file) => path.dirname(file))
    .sort()
    .map((folder) => `- **${path.relative(COMPILED, folder)}**. ${terms(folder, texts)}`);
  return `${[
    ...INTRODUCTION,
    ...["", "## Packages", "", ...installed],
    ...["", "## Optional packages", "", ...OPTIONAL, "", ...optional],
    ...["", "## Packages within Next", "", ...WITHIN_NEXT, "", ...compiled],
    ...["", "## License texts", ...texts.sections()],
  ].join("\n")}\n`;
}

const INTRODUCTION = [
  "# Third-party notices",
  "",
  "Anyqta contains or is installed with the packages below, each under its own license. `npm run notices` makes this page",
  "from `package-lock.json` and the installed packages; a test fails when a package is missing or has another version.",
];
const OPTIONAL = [
  "npm installs those of them that fit the machine. Each comes with its license; the names are those of `package-lock.json`.",
];
const WITHIN_NEXT = ["Next brings these in `dist/compiled`, without a version."];

/** The license by its name; where the manifest has none, the text is known as that of MIT. */
function nameOfTerms({ license, folder }: Package): string {
  if (license !== UNNAMED) return license;
  const isMit = licenseFilesOf(folder).some((text) => MIT.test(text));
  return isMit ? "MIT, by its text" : license;
}

function licenseFilesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)\b/i.test(name))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), "utf8"));
}

/** The copyright lines and license texts of a package, or the author that its manifest names. */
function terms(folder: string, texts: TextList): string {
  const files = licenseFilesOf(folder).map(licenseFile);
  if (files.length === 0) return `No text in the package${author(folder)}.`;
  return files.map(({ copyright, text }) => [...copyright, texts.link(text)].join("; ")).join("; ");
}

function author(folder: string): string {
  const manifest = readFileSync(path.join(folder, "package.json"), "utf8");
  const { author: found } = manifestSchema.parse(JSON.parse(manifest));
  const name = typeof found === "string" ? found.replace(/ ?[<(].*$/, "") : found?.name;
  return name ? `; author: ${name}` : "";
}
