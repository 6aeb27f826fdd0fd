import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

/** The programs and folders of a goal; all are gone when it ends, however it ends. */
const running = new Set<ChildProcess>();
const folders: string[] = [];
const others = new Set<() => Promise<void>>();

/** How long a program may take to end by itself. */
const PATIENCE_MILLISECONDS = 3_000;

/** Remembers a program, so that `endAll` ends it. */
export function keep(child: ChildProcess): void {
  running.add(child);
  const forget = () => running.delete(child);
  child.once("exit", forget);
  child.once("error", forget);
}

/** Remembers something else that `endAll` ends, such as a browser. */
export function endLater(end: () => Promise<void>): void {
  others.add(end);
}

/** Starts a program of ours and gives the first line that it prints. */
export async function startProgram(file: string, words: readonly string[] = []): Promise<string> {
  const child = fork(file, [...words], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  keep(child);
  if (!child.stdout) throw new Error(`${file} has no output`);
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    once(child, "exit").then(([code]) => {
      throw new Error(`${file} ended with ${code}`);
    }),
  ]);
  return String(line);
}

/** A folder that goes with the run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-bench-"));
  // For root's runs: another user, who runs the embedded database, has to reach its folder within.
  chmodSync(folder, 0o711);
  folders.push(folder);
  return folder;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** Ends every program of the run, by force where asking does not help, and removes its folders. */
export async function endAll(): Promise<void> {
  await Promise.all(Array.from(others, (endOther) => endOther()));
  others.clear();
  await Promise.all(Array.from(running, end));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Ends a program, by force after some seconds. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MILLISECONDS);
  await ended;
  clearTimeout(force);
}
