import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import {
  type Copy,
  copiesIn,
  faultsOf,
  floors,
  lockSchema,
  nodeWarning,
} from "#lib/server/boot/version-floors.ts";

/**
 * `npm run floors`: compares every package of the lock file, and those bundled within Next, with the
 * lowest safe versions in `security/floors.json`. Exits with 1 if one is lower; works offline.
 */

const BUNDLED = "node_modules/next/dist/compiled";

const locked = copiesIn(lockSchema.parse(JSON.parse(readFileSync("package-lock.json", "utf8"))));
const bundled = bundledCopies();
const faults = faultsOf([...locked, ...bundled.filter((copy) => !isOwnBuild(copy))]);

const watched = new Set(floors.floors.map((floor) => floor.package));
const readable = bundled.filter(({ version }) => version !== null);
console.log(`${locked.length} packages in the lock file are compared with security/floors.json.`);
console.log(
  `${bundled.length} more are bundled within Next; ${readable.length} of them have a version:`,
);
for (const { name, version, where } of readable) {
  console.log(`      ${name} ${version} (${path.relative(BUNDLED, where)})`);
}
for (const copy of bundled) {
  if (isOwnBuild(copy))
    console.log(`note  ${copy.name} ${copy.version}: the floor of Next covers it`);
  else if (copy.version === null && watched.has(copy.name)) {
    console.log(`note  ${copy.name} within Next has no version: the floor of Next covers it`);
  }
}
const node = nodeWarning();
if (node) console.log(`warn  ${node}`);
for (const fault of faults) console.log(`FAIL  ${fault}`);
console.log(
  faults.length === 0 ? "No package is below its lowest safe version." : "Update these packages.",
);
process.exit(faults.length === 0 ? 0 : 1);

/** Next bundles a React built between two releases, whose version does not tell its fixes. */
function isOwnBuild({ version }: Copy): boolean {
  return version !== null && /-(canary|experimental)-/.test(version);
}

function bundledCopies(): Copy[] {
  const manifest = z.object({ name: z.string().optional(), version: z.string().optional() });
  return globSync(`${BUNDLED}/**/package.json`).flatMap((file) => {
    const where = path.dirname(file);
    const { name, version } = manifest.parse(JSON.parse(readFileSync(file, "utf8")));
    if (!name) return [];
    return [
      { name: name.replace(/-builtin$/, ""), version: version ?? versionWithin(where), where },
    ];
  });
}

/** The version in React's source files, as their manifest has none. */
function versionWithin(folder: string): string | null {
  const sources = path.join(folder, "cjs");
  if (!existsSync(sources)) return null;
  for (const file of readdirSync(sources)) {
    if (!file.endsWith(".production.js")) continue;
    const source = readFileSync(path.join(sources, file), "utf8");
    const found = /(?:exports\.version ?=|reconcilerVersion:) ?"([^"]+)"/.exec(source)?.[1];
    if (found) return found;
  }
  return null;
}
