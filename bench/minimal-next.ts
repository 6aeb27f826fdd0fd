import { spawn, spawnSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { freePort, keep } from "./processes.ts";

const NEXT = "node_modules/next/dist/bin/next";
const FOLDER = "bench/minimal-next";

/** Builds and starts the smallest app of the product's own version of Next; gives its origin. */
export async function startMinimalNext(bank: string): Promise<string> {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", BENCH_BANK: bank };
  const built = spawnSync(process.execPath, [NEXT, "build", FOLDER], { encoding: "utf8", env });
  if (built.status !== 0) {
    throw new Error(`the minimal Next app does not build:\n${built.stdout}${built.stderr}`);
  }
  const port = String(await freePort());
  const words = [NEXT, "start", FOLDER, "--port", port, "--hostname", "127.0.0.1"];
  const server = spawn(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"], env });
  keep(server);
  const origin = `http://127.0.0.1:${port}`;
  while (!(await isAnswering(origin))) {
    if (server.exitCode !== null) throw new Error("the minimal Next app does not start");
    await pause(100);
  }
  return origin;
}

function isAnswering(origin: string): Promise<boolean> {
  return fetch(origin).then(
    (answer) => answer.ok,
    () => false,
  );
}
