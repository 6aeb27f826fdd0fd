import { existsSync } from "node:fs";
import { findChromium, installPackages } from "./chromium.ts";

/** Prints what the whole check needs from the machine, and installs what is missing if it may. */

interface Program {
  name: string;
  isHere: boolean;
  /** The Debian packages that contain it. */
  packages: readonly string[];
}

const PROGRAMS: readonly Program[] = [
  {
    name: "a Chromium (CHROMIUM_PATH names another one)",
    isHere: findChromium() !== undefined,
    packages: ["chromium-headless-shell", "fonts-dejavu-core"],
  },
  {
    name: "nginx in /usr/sbin",
    isHere: existsSync("/usr/sbin/nginx"),
    packages: ["nginx-light"],
  },
];

const missing = PROGRAMS.filter(({ isHere }) => !isHere);
const packages = missing.flatMap((program) => program.packages);
const canInstall = existsSync("/usr/bin/apt-get") && process.getuid?.() === 0;

console.log(
  `The whole check needs ${PROGRAMS.map(({ name }) => name).join(", ")}; its servers listen on ` +
    `127.0.0.1 only. ${whatFollows()} \`npm run check\` needs none of these and is the quick part.`,
);
if (packages.length > 0) {
  if (!canInstall) process.exit(1);
  installPackages(packages);
}

function whatFollows(): string {
  if (packages.length === 0) return "All of it is here.";
  const names = missing.map(({ name }) => name).join(", ");
  if (canInstall) return `Missing: ${names}. Debian's ${packages.join(", ")} are installed now.`;
  return (
    `Missing: ${names}. Install them by hand and run again; on Debian and Ubuntu with ` +
    `\`sudo apt-get install ${packages.join(" ")}\`.`
  );
}
