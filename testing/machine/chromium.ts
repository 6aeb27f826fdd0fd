import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

/** Debian's and Google's names of the program. The first is headless only and renders faster. */
const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/** The path of a Chromium on this machine (CHROMIUM_PATH first), or undefined. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Installs Debian's packages, as root. */
export function installPackages(packages: readonly string[]): void {
  const install = [["update"], ["install", "-y", "--no-install-recommends", ...packages]];
  for (const words of install) {
    const done = spawnSync("apt-get", ["-qq", ...words], {
      stdio: ["ignore", "ignore", "inherit"],
      // In runlevel 1 Debian's scripts start no service: the tests start their own, on loopback.
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
    });
    if (done.status !== 0) {
      throw new Error(
        `Could not install ${packages.join(", ")}. Install them by hand and run again.`,
      );
    }
  }
}
