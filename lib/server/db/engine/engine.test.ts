import { type ChildProcess, fork } from "node:child_process";
import { on, once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { clusterIn } from "./cluster.ts";
import { NoDatabaseError } from "./engine-error.ts";

const CLIENT = "testing/databases/engine-client.ts";
/** Runs a program as the first process of a PID namespace, as in a container of its own. */
const CONTAINER = ["unshare", "--pid", "--kill-child", "--mount-proc", process.execPath];
const isRoot = process.getuid?.() === 0;

const children: ChildProcess[] = [];
const folders: string[] = [];
/** What each process has said and nobody has heard yet. */
const inboxes = new WeakMap<ChildProcess, AsyncIterator<unknown[]>>();

/** A data folder with an empty database, which tests copy: to make one takes a second. */
const made = newFolder();
beforeAll(async () => {
  await close(await open(made));
  folders.length = 0;
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(close));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
afterAll(() => rmSync(path.dirname(made), { recursive: true, force: true }));

/** The path of a data folder that is not there yet. */
function newFolder(...below: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-engine-"));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return path.join(folder, "data", ...below);
}

/** A data folder with an empty database. */
function madeFolder(): string {
  const folder = newFolder();
  cpSync(made, folder, { recursive: true });
  return folder;
}

interface Start {
  words?: string[];
  program?: readonly string[];
}

/** Starts a process on the folder; gives it with the first thing that it says. */
async function start(folder: string, { words = [], program = [process.execPath] }: Start = {}) {
  const [execPath = "", ...execArgv] = program;
  const child = fork(CLIENT, [folder, ...words], { execPath, execArgv });
  inboxes.set(child, on(child, "message"));
  return { child, said: await heard(child) };
}

async function open(folder: string, options?: Start): Promise<ChildProcess> {
  const { child, said } = await start(folder, options);
  expect(said).toBe("ready");
  children.push(child);
  return child;
}

/** The next message of the process. */
async function heard(child: ChildProcess): Promise<unknown> {
  const next = await inboxes.get(child)?.next();
  return next?.value[0];
}

async function close(child: ChildProcess): Promise<void> {
  if (!child.connected) return;
  const ended = once(child, "exit");
  child.send({ close: true });
  await ended;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

const rowsSchema = z.object({ rows: z.array(z.record(z.string(), z.unknown())) });

/** Runs a statement in that process. */
async function query(child: ChildProcess, sql: string) {
  child.send({ sql });
  return rowsSchema.parse(await heard(child)).rows;
}

const engineOf = (folder: string) =>
  Number(readFileSync(path.join(folder, "postgresql/postmaster.pid"), "utf8").split("\n")[0]);

async function ended(pid: number): Promise<void> {
  await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 30_000 }).toBe(false);
}

/** Kills the engine and waits until the process has started it again. */
async function killEngine(folder: string, child: ChildProcess): Promise<void> {
  process.kill(engineOf(folder), "SIGKILL");
  expect(await heard(child)).toEqual({ event: "ended", error: "" });
  expect(await heard(child)).toEqual({ event: "running", error: "" });
}

test("a database is made, kept over a stop, and its engine ends with the only process", async () => {
  const folder = newFolder();
  const first = await open(folder);
  await query(first, "create table kept (what text)");
  await query(first, "insert into kept values ('row')");
  const pid = engineOf(folder);
  await close(first);
  await ended(pid);
  const next = await open(folder);
  expect(await query(next, "select what from kept")).toEqual([{ what: "row" }]);
});

test("letters of every language have a lower case and are found by their parts", async () => {
  const child = await open(madeFolder());
  await query(child, "create extension pg_trgm");
  expect(await query(child, "select lower('ӘҢГІ') as lower, 'жәңгір' % 'жәңгер' as alike")).toEqual(
    [{ lower: "әңгі", alike: true }],
  );
});

test("the files are the owner's alone, and values are in no log", async () => {
  const folder = newFolder();
  const child = await open(folder);
  await query(child, "create table card (number text primary key)");
  await query(child, "insert into card values ('canary')");
  child.send({ sql: "insert into card values ('canary')" });
  expect(await heard(child)).toEqual({ failed: expect.stringContaining("duplicate key") });
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const open_ = [".", ...names].filter((name) => {
    const about = statSync(path.join(folder, name));
    return !about.isSocket() && (about.mode & 0o077) !== 0;
  });
  expect(open_).toEqual([]);
  const logs = names.filter((name) => name.endsWith(".log"));
  expect(logs).not.toEqual([]);
  for (const name of logs) {
    expect(readFileSync(path.join(folder, name), "utf8")).not.toContain("canary");
  }
});

test("several processes share one engine, which ends with the last", async () => {
  const folder = madeFolder();
  const [first, second] = await Promise.all([open(folder), open(folder)]);
  const pid = engineOf(folder);
  await query(first, "create table shared (what text)");
  await query(second, "insert into shared values ('row')");
  await close(first);
  expect(await query(second, "select what from shared")).toEqual([{ what: "row" }]);
  expect(engineOf(folder)).toBe(pid);
  await close(second);
  await ended(pid);
});

test("after kill -9 of the process its engine goes on, and the next process uses it", async () => {
  const folder = madeFolder();
  const first = await open(folder);
  await query(first, "create table kept (what text)");
  const pid = engineOf(folder);
  await kill(first);
  const next = await open(folder);
  expect(engineOf(folder)).toBe(pid);
  expect(await query(next, "select from kept")).toEqual([]);
  await close(next);
  await ended(pid);
});

test("an engine that was killed is started again, and nothing acknowledged is lost", async () => {
  const folder = madeFolder();
  const child = await open(folder);
  await query(child, "create table counted (n int)");
  for (let n = 1; n <= 5; n += 1) {
    await query(child, `insert into counted values (${n})`);
    await killEngine(folder, child);
    const rows = await query(child, "select n from counted order by n");
    expect(rows.map((row) => row.n)).toEqual(Array.from({ length: n }, (_, at) => at + 1));
  }
});

test.skipIf(!isRoot)("two containers on one folder lose nothing (PID namespaces)", async () => {
  const folder = madeFolder();
  const first = await open(folder, { program: CONTAINER });
  await query(first, "create table counted (n int)");
  const second = await open(folder, { program: CONTAINER });
  for (const [at, child] of [first, second, first, second].entries()) {
    await query(child, `insert into counted values (${at})`);
  }
  // The engine was in the first one's namespace, and ends with it.
  await kill(first);
  expect(await heard(second)).toEqual({ event: "ended", error: "" });
  expect(await heard(second)).toEqual({ event: "running", error: "" });
  expect(await query(second, "select count(*)::int from counted")).toEqual([{ count: 4 }]);
});

test("process ids of another machine or container that are left over block nobody", async () => {
  const folder = madeFolder();
  const child = await open(folder);
  const pid = engineOf(folder);
  await kill(child);
  process.kill(pid, "SIGKILL");
  await ended(pid);
  for (const name of ["postmaster.pid", ".s.PGSQL.5432.lock"]) {
    const file = path.join(folder, "postgresql", name);
    const [, ...rest] = readFileSync(file, "utf8").split("\n");
    // This process lives, and is no database.
    writeFileSync(file, [process.pid, ...rest].join("\n"));
  }
  await open(folder);
});

test("a folder that goes while the engine runs is not made anew in silence", async () => {
  const folder = madeFolder();
  const child = await open(folder);
  const pid = engineOf(folder);
  rmSync(folder, { recursive: true });
  process.kill(pid, "SIGKILL");
  expect(await heard(child)).toEqual({ event: "ended", error: "" });
  expect(await heard(child)).toEqual({
    event: "failing",
    error: expect.stringContaining("DATA_DIR: there is no database"),
  });
  await kill(child);
  expect(existsSync(path.join(folder, "postgresql"))).toBe(false);
});

test("over loopback, as on Windows, it asks for a password", async () => {
  const folder = newFolder();
  const child = await open(folder, { words: ["loopback"] });
  expect(await query(child, "select inet_server_addr()::text as address")).toEqual([
    { address: "127.0.0.1/32" },
  ]);
  const method = "select auth_method from pg_hba_file_rules";
  const methods = (await query(child, method)).map((row) => row.auth_method);
  expect(new Set(methods)).toEqual(new Set(["scram-sha-256"]));
});

test("a path that is too long for a socket works as well", async () => {
  await open(newFolder("a".repeat(60), "b".repeat(60)));
});

test("without a database nothing is made unless it may be", () => {
  const folder = newFolder();
  expect(() => clusterIn(folder, { mayCreate: false })).toThrow(NoDatabaseError);
  expect(existsSync(folder)).toBe(false);
});

test("the folder of the earlier engine is named and left alone", async () => {
  const folder = newFolder();
  mkdirSync(path.join(folder, "pglite"), { recursive: true });
  const { said } = await start(folder);
  expect(said).toEqual({ refused: expect.stringContaining("unreleased version") });
  expect(readdirSync(folder)).toEqual(["pglite"]);
});

test("a database of another major version is named, with what to do", async () => {
  const folder = madeFolder();
  await close(await open(folder));
  writeFileSync(path.join(folder, "postgresql/PG_VERSION"), "17\n");
  const { said } = await start(folder);
  expect(said).toEqual({ refused: expect.stringMatching(/made by PostgreSQL 17.*pg_dump/) });
});

test("an engine that cannot start says why", async () => {
  const folder = madeFolder();
  await close(await open(folder));
  writeFileSync(path.join(folder, "postgresql/postgresql.conf"), "no setting\n");
  const { said } = await start(folder);
  expect(said).toEqual({ refused: expect.stringContaining("postgresql.conf") });
});

test.skipIf(!isRoot)("root is told of a folder that the engine's user cannot reach", async () => {
  const folder = newFolder();
  chmodSync(path.dirname(folder), 0o700);
  const { said } = await start(folder);
  expect(said).toEqual({ refused: expect.stringMatching(/nobody cannot reach.*Set DATA_DIR/) });
});
