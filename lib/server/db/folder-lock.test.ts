import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { FolderInUseError, lockFolder } from "./folder-lock.ts";

const HOLDER = path.resolve("testing/databases/lock-holder.ts");

/** No process has this id: Linux counts to 2^22 - 1 at most and gives the last one rarely. */
const DEAD = { host: hostname(), pid: 2 ** 22 - 1, startedAt: "1" };

/** Kills the process the moment it would put its name over a dead holder's. */
const DIE_IN_TAKE_OVER = `data:text/javascript,${encodeURIComponent(`
  import fs from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  fs.renameSync = () => process.kill(process.pid, "SIGKILL");
  syncBuiltinESMExports();
`)}`;

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "anyqta-lock-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Another process, ready to try for folders. */
async function another(execArgv: string[] = []): Promise<ChildProcess> {
  const child = fork(HOLDER, { execArgv });
  children.push(child);
  await once(child, "message");
  return child;
}

/** What it says of each folder: "held" or why not. */
async function tries(child: ChildProcess, folders: readonly string[]): Promise<string[]> {
  const answer = once(child, "message");
  child.send([...folders]);
  return z.array(z.string()).parse((await answer)[0]);
}

/** Another process that tries for the folder. */
async function holder(): Promise<{ said: string | undefined; child: ChildProcess }> {
  const child = await another();
  const [said] = await tries(child, [folder]);
  return { said, child };
}

function lockFile(holderOfIt: object | string, where = folder): void {
  const text = typeof holderOfIt === "string" ? holderOfIt : JSON.stringify(holderOfIt);
  writeFileSync(path.join(where, "anyqta.lock"), text);
}

/** Takes the folder and gives it back; throws when somebody holds it. */
const takeAndRelease = () => lockFolder(folder)();

describe("a living process keeps the folder", () => {
  test("a second process is refused with a clear message, and let in after the first has ended", async () => {
    const first = await holder();
    expect(first.said).toBe("held");
    expect(takeAndRelease).toThrow(FolderInUseError);
    expect(takeAndRelease).toThrow(`process ${first.child.pid}`);
    first.child.disconnect();
    await once(first.child, "exit");
    takeAndRelease();
  });

  test("the message names folder, process, host and both ways out", async () => {
    const release = lockFolder(folder);
    onTestFinished(release);
    const { said } = await holder();
    expect(said).toContain(`the folder ${folder} is in use`);
    expect(said).toContain(`process ${process.pid} on ${hostname()}`);
    for (const word of ["DATA_DIR", "Stop that process", "DATABASE_URL"]) {
      expect(said).toContain(word);
    }
  });

  test("its own second try is refused as well", () => {
    const release = lockFolder(folder);
    expect(takeAndRelease).toThrow(FolderInUseError);
    release();
    takeAndRelease();
  });

  test("another host's process is believed to live", () => {
    lockFile({ ...DEAD, host: "elsewhere" });
    expect(takeAndRelease).toThrow(/elsewhere/);
  });
});

describe("a release", () => {
  test("leaves the folder as it was, made if it was missing", () => {
    const missing = path.join(folder, "not", "yet");
    lockFolder(missing)();
    expect(readdirSync(missing)).toEqual([]);
  });

  test("happens by itself when the process ends", async () => {
    const { child } = await holder();
    expect(existsSync(path.join(folder, "anyqta.lock"))).toBe(true);
    child.disconnect();
    await once(child, "exit");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("takes nothing away from a later holder", () => {
    const release = lockFolder(folder);
    lockFile({ ...DEAD, host: "elsewhere" });
    release();
    expect(readFileSync(path.join(folder, "anyqta.lock"), "utf8")).toContain("elsewhere");
  });
});

describe("a dead process holds nothing", () => {
  test("the lock of a killed process is taken over at once", async () => {
    const first = await holder();
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    expect((await holder()).said).toBe("held");
    expect(readdirSync(folder)).toEqual(["anyqta.lock"]);
  });

  test("nor does one that was killed in the middle of a take-over, twice over", async () => {
    lockFile(DEAD);
    for (let crash = 0; crash < 2; crash += 1) {
      const child = await another(["--import", DIE_IN_TAKE_OVER]);
      child.send([folder]);
      expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    }
    expect((await holder()).said).toBe("held");
    expect(takeAndRelease).toThrow(FolderInUseError);
  });

  test("a reused process id is no holder", () => {
    lockFile({ ...DEAD, pid: process.pid });
    takeAndRelease();
  });

  test("not even when another user's process has got it", () => {
    lockFile({ ...DEAD, pid: process.ppid });
    vi.spyOn(process, "kill").mockImplementation(() => {
      throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
    });
    takeAndRelease();
  });

  test.each([
    ["an empty file", ""],
    ["a file that was cut off while it was written", '{"host":"'],
    ["null", "null"],
    ["a list", "[1]"],
    ["zeros", "\0".repeat(64)],
    ["a holder without a start", { host: hostname(), pid: process.pid }],
    ["the process group 0", { ...DEAD, pid: 0, startedAt: null }],
    ["all processes, -1", { ...DEAD, pid: -1, startedAt: null }],
  ])("%s is no holder", (_what, text) => {
    lockFile(text);
    takeAndRelease();
    expect(readdirSync(folder)).toEqual([]);
  });
});

test("of twenty processes that race for a folder, exactly one wins, held before or not", async () => {
  const befores = [
    () => {},
    (one: string) => lockFile(DEAD, one),
    (one: string) => lockFile("", one),
  ];
  const folders = befores.flatMap((prepare, kind) =>
    Array.from({ length: 80 }, (_, at) => {
      const one = path.join(folder, `${kind}-${at}`);
      mkdirSync(one);
      prepare(one);
      return one;
    }),
  );
  const racers = await Promise.all(Array.from({ length: 20 }, () => another()));
  const said = await Promise.all(racers.map((racer) => tries(racer, folders)));
  const winners = folders.map((_, at) => said.filter((one) => one[at] === "held").length);
  expect(winners).toEqual(folders.map(() => 1));
  expect(said.flat().filter((one) => !/^held$|is in use by process/.test(one))).toEqual([]);
});
