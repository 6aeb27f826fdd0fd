import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clusterIn } from "./cluster.ts";
import { type Engine, openEngine } from "./engine.ts";
import { EngineError } from "./engine-error.ts";

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

/** A data folder with an empty database, which tests copy: to make one takes a second. */
const made = path.join(mkdtempSync(path.join(tmpdir(), "anyqta-made-")), "data");
let root: string;
let folder: string;
let engine: Engine | undefined;
beforeAll(async () => {
  chmodSync(path.dirname(made), 0o755);
  await (await openEngine(made, { mayCreate: true })).close();
});
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "anyqta-private-"));
  chmodSync(root, 0o755);
  folder = path.join(root, "data");
  cpSync(made, folder, { recursive: true });
});
afterEach(async () => {
  await engine?.close();
  engine = undefined;
  rmSync(root, { recursive: true });
});
afterAll(() => rmSync(path.dirname(made), { recursive: true }));

async function open(): Promise<void> {
  engine = await openEngine(folder, { mayCreate: true });
}

const cluster = (...names: string[]) => path.join(folder, "postgresql", ...names);

/** The files and folders that group or others may do something with, by their mode. */
function reachable(): string[] {
  return [".", ...readdirSync(folder, { recursive: true, encoding: "utf8" })].filter((name) => {
    const about = statSync(path.join(folder, name));
    return !about.isSocket() && (about.mode & 0o077) !== 0;
  });
}

test("a folder that everybody can reach is its owner's alone at the start, file by file (A-70)", async () => {
  execFileSync("chmod", ["-R", "a+rwX", folder]);
  writeFileSync(path.join(folder, "postgresql.password"), "canary", { mode: 0o644 });
  expect(reachable().length).toBeGreaterThan(500);
  await open();
  expect(reachable()).toEqual([]);
});

test("what others have put beside stays theirs, and what a link leads to as well", () => {
  const outside = path.join(root, "outside");
  const beside = path.join(folder, "beside");
  for (const file of [outside, beside]) {
    writeFileSync(file, "");
    chmodSync(file, 0o644);
  }
  symlinkSync(outside, cluster("link"));
  if (isRoot) execFileSync("chown", ["-R", String(NOBODY), folder]);
  chmodSync(folder, 0o755);
  clusterIn(folder, { mayCreate: false });
  expect(reachable()).toEqual([".", "beside", "postgresql/link"]);
});

test.skipIf(!isRoot)("files that this user cannot take from others stop the start", async () => {
  chmodSync(folder, 0o755);
  execFileSync("chmod", ["-R", "a+rX", folder]);
  execFileSync("chown", ["-R", "0", folder]);
  const child = fork("testing/databases/engine-client.ts", [folder], { uid: NOBODY });
  const [said] = await once(child, "message");
  expect(said).toEqual({ refused: expect.stringMatching(/others can reach .*chown -R/) });
});

test("a folder in which everybody may put another database is refused", () => {
  writeFileSync(path.join(folder, "something else"), "");
  chmodSync(folder, 0o777);
  const opening = () => clusterIn(folder, { mayCreate: false });
  expect(opening).toThrow(/everybody may write.*chmod o-w/);
  expect(opening).toThrow(EngineError);
});

/** Files of a stopped engine, and what becomes of them. */
const remove =
  (...names: string[]) =>
  () =>
    rmSync(cluster(...names), { recursive: true });
const DAMAGES: [string, () => void, RegExp][] = [
  ["no PG_VERSION", remove("PG_VERSION"), /incomplete: PG_VERSION/],
  ["no control file", remove("global", "pg_control"), /pg_control/],
  ["no write-ahead log", remove("pg_wal"), /pg_wal/],
  [
    "half of the write-ahead log",
    () => {
      for (const name of readdirSync(cluster("pg_wal"))) {
        const file = cluster("pg_wal", name);
        if (statSync(file).isFile()) truncateSync(file, 100);
      }
    },
    /checkpoint/,
  ],
  [
    "an empty folder",
    () => {
      for (const name of readdirSync(cluster())) remove(name)();
    },
    /should hold the database and is empty/,
  ],
];

test.each(DAMAGES)("%s: nothing is made over it, and it is told", async (_, damage, words) => {
  // A connection that comes too early is told so by the same log, and may be the last line of it.
  mkdirSync(cluster("log"), { recursive: true });
  const early = "9999-01-01 00:00:00.000 UTC [1] FATAL:  the database system is starting up\n";
  writeFileSync(cluster("log", "early.log"), early);
  damage();
  const before = readdirSync(cluster());
  await expect(open()).rejects.toThrow(words);
  await expect(open()).rejects.toThrow(/restore a backup into an empty folder/);
  const after = readdirSync(cluster()).filter((name) => name !== "log");
  expect(after).toEqual(before.filter((name) => name !== "log"));
});

test.skipIf(!isRoot)("a disk that is full at the first start is told as that", async () => {
  const disk = path.join(root, "disk");
  execFileSync("mkdir", [disk]);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=12m,mode=0755", "anyqta-test", disk]);
  try {
    const opening = openEngine(path.join(disk, "data"), { mayCreate: true });
    await expect(opening).rejects.toThrow(/^DATA_DIR: no database can be made .* No space left/);
  } finally {
    execFileSync("umount", [disk]);
  }
});
