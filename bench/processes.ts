import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** The programs of a run; all are ended when the run ends, however it ends. */
const children: ChildProcess[] = [];

/** Starts a program of ours and gives the first line that it prints. */
export async function startProgram(file: string, words: readonly string[] = []): Promise<string> {
  const child = fork(file, [...words], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  children.push(child);
  if (!child.stdout) throw new Error(`${file} has no output`);
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return String(line);
}

export function keep(child: ChildProcess): void {
  children.push(child);
}

export function endAll(): void {
  for (const child of children.splice(0)) child.kill("SIGTERM");
}
