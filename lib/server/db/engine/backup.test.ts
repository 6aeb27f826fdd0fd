import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyRunning, copyStopped, openCopy } from "./backup.ts";
import { type Engine, openEngine } from "./engine.ts";
import { NoDatabaseError } from "./engine-error.ts";

let root: string;
let dataDir: string;
let copy: string;
let engine: Engine;
beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), "anyqta-backup-"));
  // PostgreSQL's user passes here where root runs the tests.
  chmodSync(root, 0o755);
  [dataDir, copy] = [path.join(root, "data"), path.join(root, "copy")];
});
afterEach(async () => {
  await engine?.close();
  rmSync(root, { recursive: true });
});

/** Writes rows one after the other until it is told to stop; gives how many were acknowledged. */
async function write(connection: pg.ClientConfig, done: { value: boolean }): Promise<number> {
  const client = new pg.Client(connection);
  await client.connect();
  let written = 0;
  while (!done.value) {
    await client.query("insert into kept values ($1, $2)", [written + 1, "x".repeat(3_000)]);
    // What is copied twice, changed in between, is what a plain copy breaks.
    await client.query("update kept set what = repeat('y', 3000) where number = $1", [written]);
    written += 1;
  }
  await client.end();
  return written;
}

/** Waits until the table has more rows than that. */
async function reaches(pool: pg.Pool, rows: number): Promise<void> {
  const count = async () => (await pool.query("select from kept")).rowCount;
  await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(rows);
}

const COUNTS = `set enable_seqscan = off;
  select count(*)::int as rows, max(number)::int as last from kept where number > 0`;

test("a copy while others write opens whole, with all that was there when it began (A-70)", async () => {
  engine = await openEngine(dataDir, { mayCreate: true });
  const pool = new pg.Pool(engine.connection);
  await pool.query("create table kept (number int primary key, what text)");
  const done = { value: false };
  const writing = write(engine.connection, done);
  await reaches(pool, 50);
  const { rowCount: before } = await pool.query("select from kept");
  await copyRunning(dataDir, copy);
  await reaches(pool, 100);
  done.value = true;
  const written = await writing;
  // Nothing of the backup is left in the database that it was made of.
  expect((await pool.query("select from pg_replication_slots")).rows).toEqual([]);
  expect((await pool.query("select count(*)::int as rows from kept")).rows).toEqual([
    { rows: written },
  ]);
  await pool.end();

  const found = await openCopy(copy, (opened) => opened.query(COUNTS));
  const [{ rows, last }] = [found].flat().at(-1)?.rows ?? [];
  expect(rows).toBe(last);
  expect(rows).toBeGreaterThanOrEqual(before ?? 0);
  expect(rows).toBeLessThanOrEqual(written);
  // Again, now without a log to replay.
  await openCopy(copy, (opened) => opened.query("insert into kept values (-1, '')"));

  const names = readdirSync(copy, { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => /\.pid|\.opts|\.lock|\.s\.PGSQL|\.log$/.test(name))).toEqual([]);
  expect(names.filter((name) => statSync(path.join(copy, name)).mode & 0o077)).toEqual([]);
  expect(statSync(copy).mode & 0o077).toBe(0);
});

test("a copy is put back into an empty folder, and over nothing", async () => {
  await (await openEngine(dataDir, { mayCreate: true })).close();
  await copyRunning(dataDir, copy);
  await openCopy(copy, (pool) => pool.query("create table kept ()"));
  const restored = path.join(root, "restored");
  mkdirSync(restored);
  copyStopped(copy, restored);
  await openCopy(restored, (pool) => pool.query("select from kept"));
  expect(() => copyStopped(copy, restored)).toThrow(/DATA_DIR: .* is not empty/);
  expect(() => copyStopped(root, path.join(root, "new"))).toThrow(/no backup in/);
  await expect(copyRunning(dataDir, restored)).rejects.toThrow("EEXIST");
});

test("without a database there is nothing to copy, and nothing is made", async () => {
  await expect(copyRunning(dataDir, copy)).rejects.toBeInstanceOf(NoDatabaseError);
  expect(readdirSync(root)).toEqual([]);
});
