import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { MIGRATIONS } from "#lib/server/db/client.ts";
import { bringUpToDate, migrateFor } from "#lib/server/db/migrate.ts";
import { emptyDatabase } from "#testing/databases/test-database.ts";
import { FreeLooks } from "./run-watch.ts";

/** Processes on one PostgreSQL that are killed, frozen and cut off from it (P-35). */

interface Running {
  child: ChildProcess;
  run: string;
}

const running = new Set<ChildProcess>();
let owner: pg.Client;
let user: string;
let userUrl: string;

beforeAll(async () => {
  const made = await emptyDatabase();
  ({ name: user, userUrl } = made);
  owner = new pg.Client({ connectionString: made.ownerUrl });
  await owner.connect();
  await bringUpToDate(owner, MIGRATIONS);
  await migrateFor(owner, user, MIGRATIONS);
});
afterAll(() => owner.end());
afterEach(async () => {
  await owner.query(`alter role ${user} login`);
  await Promise.all([...running].map(kill));
});

/** A process that has recorded its start and holds its lock. */
async function start(): Promise<Running> {
  const child = fork("testing/databases/running-process.ts", {
    execArgv: ["--conditions=react-server"],
    env: { ...process.env, DATABASE_URL: userUrl },
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const [run] = await once(child, "message");
  return { child, run: z.string().parse(run) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

async function stop({ child }: Running): Promise<void> {
  const gone = once(child, "exit");
  child.send("stop");
  expect(await gone).toEqual([0, null]);
}

/** What the log says of a run, oldest first. */
async function eventsOf({ run }: Running): Promise<string[]> {
  const { rows } = await owner.query(
    "select event from audit where detail ->> 'run' = $1 order by id",
    [run],
  );
  return z
    .array(z.object({ event: z.string() }))
    .parse(rows)
    .map(({ event }) => event);
}

function expectEvents(of: Running, events: string[]): Promise<void> {
  return vi.waitFor(async () => expect(await eventsOf(of)).toEqual(events), {
    timeout: 60_000,
    interval: 20,
  });
}

/** The server's process that holds the lock of a run, if any does. */
async function holderOf({ run }: Running): Promise<number | null> {
  const { rows } = await owner.query(
    `select pid from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and granted
       and (classid::bigint << 32 | objid::bigint) = hashtextextended($1, 0)`,
    [run],
  );
  return z.array(z.object({ pid: z.number() })).parse(rows)[0]?.pid ?? null;
}

/** Cuts the connection that holds the lock of a run. */
async function cutOff(one: Running): Promise<void> {
  const pid = await holderOf(one);
  expect(pid).not.toBeNull();
  await owner.query("select pg_terminate_backend($1)", [pid]);
}

test("of a killed process the others record the end once; the living and the frozen are not told", async () => {
  const living = await start();
  const frozen = await start();
  const others = [await start(), await start()];
  const killed = await start();
  frozen.child.kill("SIGSTOP");
  await kill(killed.child);
  await expectEvents(killed, ["audit.started", "audit.unended"]);
  frozen.child.kill("SIGCONT");
  // A process that has stopped makes no more checks, so it records nothing more.
  for (const one of [living, frozen, ...others]) {
    await stop(one);
    expect(await eventsOf(one)).toEqual(["audit.started", "audit.stopped"]);
  }
  expect(await eventsOf(killed)).toEqual(["audit.started", "audit.unended"]);
});

test("a start records the crash of the only process before it", async () => {
  const killed = await start();
  await kill(killed.child);
  const next = await start();
  await expectEvents(killed, ["audit.started", "audit.unended"]);
  expect(await eventsOf(next)).toEqual(["audit.started"]);
});

test("a lock that is free at three looks in a row tells nothing, at the fourth a death", () => {
  const looks = new FreeLooks();
  const found = (...free: string[]) => looks.add(free);
  expect([found("a"), found("a", "b"), found("a"), found("b")]).toEqual([[], [], [], []]);
  expect([found("a", "b"), found("a", "b"), found("a", "b")]).toEqual([[], [], ["b"]]);
  looks.forget();
  expect([found("a"), found("a"), found("a"), found("a")]).toEqual([[], [], [], ["a"]]);
});

test("a process whose connection is cut takes its lock again", async () => {
  const cut = await start();
  const former = await holderOf(cut);
  await cutOff(cut);
  await vi.waitFor(async () => expect([null, former]).not.toContain(await holderOf(cut)), {
    timeout: 60_000,
  });
  await stop(cut);
  expect(await eventsOf(cut)).toEqual(["audit.started", "audit.stopped"]);
});

test("a process survives that its database lets nobody in for a while", async () => {
  const cut = await start();
  await owner.query(`alter role ${user} nologin`);
  await cutOff(cut);
  await vi.waitFor(async () => expect(await holderOf(cut)).toBeNull());
  await owner.query(`alter role ${user} login`);
  await vi.waitFor(async () => expect(await holderOf(cut)).not.toBeNull(), { timeout: 60_000 });
  expect(await eventsOf(cut)).toEqual(["audit.started"]);
});

test("a process that was told as ended while it was out of reach records that it goes on", async () => {
  const watching = await start();
  const frozen = await start();
  frozen.child.kill("SIGSTOP");
  await cutOff(frozen);
  await expectEvents(frozen, ["audit.started", "audit.unended"]);
  frozen.child.kill("SIGCONT");
  const back = ["audit.started", "audit.unended", "audit.resumed"];
  await expectEvents(frozen, back);
  await kill(frozen.child);
  await expectEvents(frozen, [...back, "audit.unended"]);
  await stop(watching);
  expect(await eventsOf(frozen)).toEqual([...back, "audit.unended"]);
});
