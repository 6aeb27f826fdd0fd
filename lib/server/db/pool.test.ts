import { sql } from "drizzle-orm";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { startFreezablePostgres } from "#testing/databases/freezable-postgres.ts";
import { emptyDatabase } from "#testing/databases/test-database.ts";
import { SESSION } from "./client.ts";
import { connectionEvents, databaseOf, inLongTransaction, LIMITS, openPool } from "./pool.ts";
import { isDatabaseUnavailable } from "./unavailable.ts";

/** Short, as some of them are waited for. */
const SHORT = { ...LIMITS, connect: 1_500, statement: 1_000, lock: 300, idleInTransaction: 500 };

/** More statements at once than there are connections. */
const CROWD = 25;

function openedAt(url: string) {
  const pool = openPool({ connectionString: url }, SESSION, { ...SHORT, client: 500 });
  onTestFinished(() => pool.end());
  return databaseOf(pool);
}

/** An empty database with one table of one row, and a session beside that holds or ends things. */
async function opened() {
  const { ownerUrl } = await emptyDatabase();
  const other = new pg.Client({ connectionString: ownerUrl });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query("create table numbers (number int); insert into numbers values (1)");
  return { db: openedAt(ownerUrl), other };
}

type Db = Awaited<ReturnType<typeof opened>>["db"];

const one = (db: Pick<Db, "execute">) => db.execute(sql`select number from numbers`);
const locked = (db: Pick<Db, "execute">) => db.execute(sql`select number from numbers for update`);

/** What becomes of it: the error's code, or "none"; asserts that the error is said to pass. */
async function failureOf(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(isDatabaseUnavailable(error), String(error)).toBe(true);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  return cause && "code" in cause ? String(cause.code) : (cause?.message ?? "none");
}

test("a lock that is held is waited for so long and no longer, and then works", async () => {
  const { db, other } = await opened();
  await other.query("begin; select number from numbers for update");
  const waiting = [locked(db), db.transaction((tx) => locked(tx))];
  expect(await Promise.all(waiting.map(failureOf))).toEqual(["55P03", "55P03"]);
  await other.query("rollback");
  expect((await db.transaction((tx) => locked(tx))).rows).toEqual([{ number: 1 }]);
});

test("a statement that takes too long is ended, but not in a long transaction", async () => {
  const { db } = await opened();
  const slow = sql`select pg_sleep(${(SHORT.statement + 1_500) / 1_000})`;
  expect(await failureOf(db.execute(slow))).toBe("57014");
  await inLongTransaction(db, (tx) => tx.execute(slow));
});

test("a transaction that stands still is ended and holds no lock", async () => {
  const { db, other } = await opened();
  const still = db.transaction(async (tx) => {
    await locked(tx);
    await other.query("select number from numbers for update");
    return one(tx);
  });
  expect(await failureOf(still)).toMatch(/25P03|Connection terminated|not queryable/);
});

test("connections that end while nobody uses them are reported and replaced", async () => {
  const { db, other } = await opened();
  await Promise.all(Array.from({ length: CROWD }, () => one(db)));
  const lost = new Promise((resolve) => connectionEvents().once("lost", resolve));
  await endOthers(other);
  expect(await lost).toMatchObject({ code: "57P01" });
  await Promise.allSettled(Array.from({ length: CROWD }, () => one(db)));
  expect((await one(db)).rows).toEqual([{ number: 1 }]);
});

test("a connection that ends during a transaction fails it and is replaced", async () => {
  const { db, other } = await opened();
  for (let time = 0; time < CROWD; time += 1) {
    const ended = db.transaction(async (tx) => {
      await one(tx);
      await endOthers(other);
      await one(tx);
    });
    await failureOf(ended);
  }
  expect((await one(db)).rows).toEqual([{ number: 1 }]);
});

test("what fails in a transaction is told, and not that the rollback failed too", async () => {
  const { db, other } = await opened();
  const failing = db.transaction(async (tx) => {
    await one(tx);
    await endOthers(other);
    throw new Error("mine");
  });
  await expect(failing).rejects.toThrow("mine");
});

test("a frozen server is given up in time, and all connections work when it is back", async () => {
  const server = await startedServer();
  const db = openedAt(server.url);
  await db.execute(sql`create table numbers as select 1 as number`);
  const resume = await server.freeze();
  const asked = Array.from({ length: CROWD }, (_, place) =>
    place % 2 === 0 ? one(db) : db.transaction((tx) => one(tx)),
  );
  const failures = await Promise.all(asked.map(failureOf)).finally(resume);
  for (const failure of failures) expect(failure).toMatch(/timeout|read timeout/i);
  const again = Array.from({ length: CROWD }, () => db.transaction((tx) => one(tx)));
  expect(await Promise.all(again)).toHaveLength(CROWD);
});

test("a server that is down says so at once", async () => {
  const server = await startedServer();
  const db = openedAt(server.url);
  await db.execute(sql`create table numbers as select 1 as number`);
  await server.stop();
  for (const asked of [one, (from: Db) => from.transaction((tx) => one(tx))]) {
    await failureOf(asked(db));
    expect(await failureOf(asked(db))).toBe("ENOENT");
  }
});

test("an error of a statement, or a system error of something else, is no such failure", async () => {
  const { db } = await opened();
  const error = await db.execute(sql`select 1 / 0`).catch((reason: unknown) => reason);
  expect(isDatabaseUnavailable(error)).toBe(false);
  const elsewhere = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  expect(isDatabaseUnavailable(elsewhere)).toBe(false);
  expect(isDatabaseUnavailable(new Error("around it", { cause: elsewhere }))).toBe(false);
  expect(isDatabaseUnavailable(undefined)).toBe(false);
});

/** Ends all other sessions of the database. */
async function endOthers(client: pg.Client): Promise<void> {
  await client.query(`select pg_terminate_backend(pid, 10000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
}

/** A server of this test alone, which it may stop or freeze. */
async function startedServer() {
  const server = await startFreezablePostgres();
  onTestFinished(() => server.stop());
  return server;
}
