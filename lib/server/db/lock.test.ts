import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FolderInUseError, lockFolder } from "./lock.ts";

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "anyqta-lock-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Another process that tries to hold the folder; says "held" or why not. */
async function holder(): Promise<{ said: string; child: ChildProcess }> {
  const child = fork(path.join(import.meta.dirname, "lock-holder.ts"), [folder]);
  children.push(child);
  const [said] = await once(child, "message");
  return { said: String(said), child };
}

function lockFile(holderOfIt: object | string): void {
  const text = typeof holderOfIt === "string" ? holderOfIt : JSON.stringify(holderOfIt);
  writeFileSync(path.join(folder, "anyqta.lock"), text);
}

describe("the lock of a folder", () => {
  test("a second process is refused with a clear message, and let in after the first has ended", async () => {
    const first = await holder();
    expect(first.said).toBe("held");
    expect(() => lockFolder(folder)).toThrow(FolderInUseError);
    expect(() => lockFolder(folder)).toThrow(`process ${first.child.pid}`);
    first.child.disconnect();
    await once(first.child, "exit");
    lockFolder(folder)();
  });

  test("the lock of a killed process is taken over at once", async () => {
    const first = await holder();
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    expect((await holder()).said).toBe("held");
  });

  test("of many that race for a dead one's lock, exactly one wins", async () => {
    lockFile({ host: hostname(), pid: 2 ** 22 - 1, startedAt: "1" });
    const said = await Promise.all(Array.from({ length: 12 }, async () => (await holder()).said));
    expect(said.filter((one) => one === "held")).toHaveLength(1);
  });

  test("a reused process id is no holder, another host's is", () => {
    lockFile({ host: hostname(), pid: process.pid, startedAt: "1" });
    lockFolder(folder)();
    lockFile({ host: "elsewhere", pid: 1, startedAt: "1" });
    expect(() => lockFolder(folder)).toThrow(/elsewhere/);
  });

  test("a lock that was cut off while it was written holds nobody", () => {
    lockFile('{"host":"');
    lockFolder(folder)();
  });
});
