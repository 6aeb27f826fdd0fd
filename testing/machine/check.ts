import { spawn } from "node:child_process";

/**
 * `npm run check`: lint, types and unit tests at once, because the compiler uses one core and the
 * tests need no compiler. Prints the output of each in one piece when it is done, and ends with 1
 * when any of them failed.
 */
const PARTS = [["lint"], ["types"], ["test:unit", "--", "--project", "unit"]] as const;

const begun = performance.now();
const results = await Promise.all(PARTS.map(run));
const seconds = ((performance.now() - begun) / 1000).toFixed(0);
const failed = PARTS.filter((_, part) => results[part] === false).map(([name]) => name);
console.log(`\nThe check took ${seconds} s. ${verdict()}`);
if (failed.length > 0) process.exitCode = 1;

function verdict(): string {
  return failed.length === 0 ? "All is well." : `Failed: ${failed.join(", ")}.`;
}

/** Whether the script of package.json ended well. */
function run(script: readonly string[]): Promise<boolean> {
  const child = spawn("npm", ["run", ...script], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) },
    // On Windows npm is a script of the shell.
    shell: process.platform === "win32",
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      process.stdout.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });
}
