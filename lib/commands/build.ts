import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";

/** Builds the product: one folder, .next/standalone, with all that it needs to run. */
const built = spawnSync("next", ["build"], {
  stdio: "inherit",
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
});
if (built.status !== 0) process.exit(built.status ?? 1);
// Next leaves these two for a content network to serve; we serve them ourselves.
cpSync(".next/static", ".next/standalone/.next/static", { recursive: true });
cpSync("public", ".next/standalone/public", { recursive: true });
