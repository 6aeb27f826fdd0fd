import { spawn, spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { end, freePort, keep } from "./processes.ts";

const NEXT = "node_modules/next/dist/bin/next";
const FOLDER = "bench/minimal-next";
/** Where Next puts the server: below the path of the app from the root of the repository. */
const STANDALONE = `${FOLDER}/.next/standalone/${FOLDER}`;

/** The smallest app of the product's own version of Next, built and served as the product is. */
export interface MinimalNext {
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

/** Once for a run. */
let isBuilt = false;

function build(): void {
  if (isBuilt) return;
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  const built = spawnSync(process.execPath, [NEXT, "build", FOLDER], { encoding: "utf8", env });
  if (built.status !== 0) {
    throw new Error(`the minimal Next app does not build:\n${built.stdout}${built.stderr}`);
  }
  cpSync(`${FOLDER}/.next/static`, `${STANDALONE}/.next/static`, { recursive: true });
  isBuilt = true;
}

/** Builds the app where this run has not yet, and starts it; it answers some time later. */
export async function spawnMinimalNext(bank: string): Promise<MinimalNext> {
  build();
  const port = String(await freePort());
  const child = spawn(process.execPath, [`${STANDALONE}/server.js`], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      HOSTNAME: "127.0.0.1",
      PORT: port,
      BENCH_BANK: bank,
    },
  });
  keep(child);
  const { pid } = child;
  if (pid === undefined) throw new Error("the minimal Next app does not start");
  return { origin: `http://127.0.0.1:${port}`, pid, stop: () => end(child) };
}

/** As above, and answers. */
export async function startMinimalNext(bank: string): Promise<MinimalNext> {
  const app = await spawnMinimalNext(bank);
  for (let tries = 0; !(await isAnswering(app.origin)); tries += 1) {
    if (tries > MOST_TRIES) throw new Error("the minimal Next app does not answer");
    await pause(100);
  }
  return app;
}
const MOST_TRIES = 300;

function isAnswering(origin: string): Promise<boolean> {
  return fetch(origin).then(
    (answer) => answer.ok,
    () => false,
  );
}
