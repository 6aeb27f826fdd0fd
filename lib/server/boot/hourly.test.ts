import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { asc, inArray, isNotNull } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Role } from "#lib/account/access.ts";
import { record } from "#lib/server/audit/record.ts";
import { openDoubt } from "#lib/server/clock/doubt.ts";
import { noteOtherClock } from "#lib/server/clock/other-clock.ts";
import { type OpenDatabase, openDatabase } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { observations } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { clockAhead } from "#testing/clock-ahead.ts";
import { emptyDatabase } from "#testing/databases/test-database.ts";
import { person, see } from "#testing/payment-list.ts";
import { sampleAnswer } from "#testing/sample-payment.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { cleanUp } from "./hourly.ts";

const DAY = 86_400_000;
const IN_DOUBT = "the clock is in doubt";

/** The database's clock is the machine's own; the process's is moved. */
const now = Date.now();

let url: string;
let opened: OpenDatabase;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now });
  url = (await emptyDatabase()).ownerUrl;
  opened = await openDatabase({ url });
  startProcess();
});
afterEach(async () => {
  vi.useRealTimers();
  await opened.close();
});

/** What a process knows of clocks ends with it. */
function startProcess(): void {
  for (const name of ["clock-doubt", "other-clock"]) {
    Reflect.deleteProperty(globalThis, Symbol.for(`anyqta.${name}`));
  }
}

/** Sets the clock of the process to so many days after now. */
function setClock(days: number): void {
  vi.setSystemTime(now + days * DAY);
}

async function add(role: Role): Promise<void> {
  const values = { email: `${randomUUID()}@example.kz`, role, createdAt: new Date() };
  await opened.db
    .insert(people)
    .values({ ...values, lastUsedAt: new Date(), passwordHash: "not one" });
}

/** Looks up so many payments, as the clock of the process stands. */
async function lookUp(count: number): Promise<void> {
  const askedBy = await person(opened.db);
  const answers = Array.from({ length: count }, (_, index) =>
    sampleAnswer({
      invoiceId: String(100_000 + index),
      observationId: randomUUID(),
      checkedAt: new Date().toISOString(),
    }),
  );
  await see(opened.db, askedBy, answers);
}

const seen = () => opened.db.$count(observations);
const blocked = () => opened.db.$count(people, isNotNull(people.blockedAt));

async function told() {
  const rows = await opened.db
    .select({ event: audit.event, detail: audit.detail })
    .from(audit)
    .where(inArray(audit.event, ["clock.doubted", "clock.confirmed", "retention.removed"]))
    .orderBy(asc(audit.id));
  return rows.map(({ event, detail }) => ({ event, ...detail }));
}

test("a clock that runs ahead removes nothing and blocks nobody, also after a restart with it", async () => {
  await add("admin");
  await lookUp(3);
  for (const restart of [1, 2]) {
    startProcess();
    setClock(200 + restart);
    await cleanUp(opened.db);
    expectErrors(IN_DOUBT);
    await record(opened.db, { event: "audit.stopped", success: true, by: null });
  }
  expect([await seen(), await blocked()]).toEqual([3, 0]);
  expect(await openDoubt(opened.db)).toMatchObject({ reason: "database" });
  setClock(0);
  startProcess();
  await cleanUp(opened.db);
  expect(await told()).toEqual([
    { event: "clock.doubted", doubt: "database", expected: expect.any(String) },
    { event: "clock.confirmed", by: "clock" },
  ]);
  expect([await seen(), await openDoubt(opened.db)]).toEqual([3, null]);
});

/** A shop that stood still for 100 days, with observations that are past their retention since. */
async function standStill(): Promise<void> {
  setClock(-190);
  await add("clerk");
  await add("admin");
  await lookUp(1);
  setClock(-100);
  await lookUp(9);
  setClock(0);
  startProcess();
}

test("after a standstill all goes on when the bank's clock agrees, and an administrator stays", async () => {
  await standStill();
  // One round with a doubt is told once.
  await cleanUp(opened.db);
  expectErrors(IN_DOUBT);
  await cleanUp(opened.db);
  expectErrors(IN_DOUBT);
  expect([await seen(), await blocked()]).toEqual([10, 0]);
  noteOtherClock(Date.now() + 2_000);
  await cleanUp(opened.db);
  expect([await seen(), await blocked()]).toEqual([9, 1]);
  expect(await told()).toEqual([
    { event: "clock.doubted", doubt: "jump", expected: expect.any(String) },
    { event: "clock.confirmed", by: "bank" },
    { event: "retention.removed", observations: 1, shares: 0, call_backs: 0 },
  ]);
});

test("after a standstill all goes on by an operator's word", async () => {
  await standStill();
  await cleanUp(opened.db);
  expectErrors(IN_DOUBT);
  const { stdout } = await run(["lib/commands/clock.ts", "confirm"]);
  expect(stdout).toContain("Confirmed.");
  expect(await openDoubt(opened.db)).toBeNull();
  await cleanUp(opened.db);
  expect([await seen(), await blocked()]).toEqual([9, 1]);
  expect((await told()).slice(0, 2)).toMatchObject([
    { event: "clock.doubted" },
    { event: "clock.confirmed", by: "operator" },
  ]);
});

test("a round that would remove an unusual share waits for a second clock", async () => {
  setClock(-181);
  await lookUp(101);
  setClock(-1);
  await lookUp(50);
  startProcess();
  setClock(0);
  await cleanUp(opened.db);
  expectErrors(IN_DOUBT);
  expect(await seen()).toBe(151);
  expect(await told()).toMatchObject([{ event: "clock.doubted", doubt: "much" }]);
  noteOtherClock(Date.now());
  await cleanUp(opened.db);
  expect(await seen()).toBe(50);
  expect((await told()).at(-1)).toEqual({
    ...{ event: "retention.removed", observations: 101, shares: 0, call_backs: 0 },
  });
});

test("a usual share goes without (P-06, P-36)", async () => {
  setClock(-181);
  await lookUp(20);
  setClock(-1);
  await lookUp(100);
  startProcess();
  setClock(0);
  await cleanUp(opened.db);
  expect(await seen()).toBe(100);
  expect(await told()).toEqual([
    { event: "retention.removed", observations: 20, shares: 0, call_backs: 0 },
  ]);
});

test("a server that starts with a clock half a year ahead says so and harms nothing", async () => {
  await add("admin");
  await lookUp(2);
  const start =
    'import { start } from "#lib/server/boot/start.ts"; await start(); process.exit(0);';
  const { stdout } = await run(["--input-type=module", "--eval", start], clockAhead(200 * DAY));
  expect(stdout).toContain(IN_DOUBT);
  expect([await seen(), await blocked()]).toEqual([2, 0]);
  expect(await told()).toMatchObject([{ event: "clock.doubted" }]);
});

/** Runs a program of ours on the database of the test. */
function run(command: readonly string[], nodeOptions = "") {
  const env = { ...process.env, DATABASE_URL: url, NODE_OPTIONS: nodeOptions };
  return promisify(execFile)(process.execPath, ["--conditions=react-server", ...command], {
    env,
    timeout: 60_000,
  });
}
