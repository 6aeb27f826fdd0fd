import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { buildWithFingerprint, isBuildCurrent } from "./build/fingerprint.ts";

/**
 * Builds the product: one folder, .next/standalone, with all that it needs to run. With
 * `--if-changed` only when no build of the present sources stands there.
 */
if (process.argv.includes("--if-changed") && isBuildCurrent()) {
  console.log("The build in .next is of these sources.");
} else {
  buildWithFingerprint(build);
}

function build(): void {
  const built = spawnSync("next", ["build"], {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
  // Next leaves these two for a content network to serve; we serve them ourselves.
  cpSync(".next/static", ".next/standalone/.next/static", { recursive: true });
  cpSync("public", ".next/standalone/public", { recursive: true });
}
