import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";

/** `npm run build`: builds the product into one folder, .next/standalone, that runs by itself. */
const built = spawnSync("next", ["build"], {
  stdio: "inherit",
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
});
if (built.status !== 0) process.exit(built.status ?? 1);
// Next leaves these two out of the folder, for a CDN; Anyqta serves them itself.
cpSync(".next/static", ".next/standalone/.next/static", { recursive: true });
cpSync("public", ".next/standalone/public", { recursive: true });
