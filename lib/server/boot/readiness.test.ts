import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { noteWrite } from "#lib/server/audit/chain/writable.ts";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { saveLookUp } from "#lib/server/look-up/save-look-up.ts";
import {
  type FreezablePostgres,
  startFreezablePostgres,
} from "#testing/databases/freezable-postgres.ts";
import { sampleAnswer } from "#testing/sample-payment.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { readiness } from "./readiness.ts";

let server: FreezablePostgres;
let other: pg.Client;
let personId = "";
beforeAll(async () => {
  server = await startFreezablePostgres();
  vi.stubEnv("DATABASE_URL", server.url);
  const { db } = await database();
  const row = { email: "clerk@example.kz", role: "clerk", createdAt: new Date() } as const;
  const [person] = await db.insert(people).values(row).returning({ id: people.id });
  personId = person?.id ?? "";
  other = new pg.Client({ connectionString: server.url });
  other.on("error", () => {});
  await other.connect();
});
afterAll(async () => {
  await (await database()).close();
  await server.stop();
});

const refused = { event: "session.refused", success: false, by: null } as const;

/** Lets what the process wrote lately prove nothing any more. */
const forgetWrites = () => noteWrite({ succeeded: false });

function save(count: number): Promise<PromiseSettledResult<void>[]> {
  const by = {
    personId,
    email: "clerk@example.kz",
    role: "clerk",
    sessionHash: "a session",
    revealed: new Set<string>(),
    ip: null,
    userAgent: null,
    requestId: "SAVERSAVER",
  } as const;
  const all = Array.from({ length: count }, (_, place) => {
    const answer = sampleAnswer({ invoiceId: `${place}`, observationId: randomUUID() });
    return saveLookUp({
      observations: [{ answer, environment: "practice", askedBy: personId, byTimer: false }],
      entry: { event: "payment.looked_up", success: true, by, resource: `${place}` },
    });
  });
  return Promise.allSettled(all);
}

test("a process that writes, or could, is ready", async () => {
  expect(await readiness()).toBe("ok");
  forgetWrites();
  expect(await readiness()).toBe("ok");
});

test("who asks often does not wait for the database, but hears of its end within a second", async () => {
  expect(await readiness()).toBe("ok");
  await other.query("begin; select * from audit_head for update");
  const times: number[] = [];
  const timed = async () => {
    const asked = performance.now();
    const answer = await readiness();
    if (answer === "ok") times.push(performance.now() - asked);
    return answer;
  };
  await expect.poll(timed, { timeout: 4_000 }).toBe("audit_unavailable");
  // The lock is waited for 800 ms.
  expect(Math.max(...times)).toBeLessThan(700);
  await other.query("rollback");
});

test("one write that failed makes nobody unready once the next would succeed (P-43)", async () => {
  const { db } = await database();
  await expect(record(db, { ...refused, event: "payment.looked_up" })).rejects.toThrow();
  expectErrors("audit cannot be written");
  expect(await readiness()).toBe("ok");
});

test("while the audit is held, look-ups and readiness say so in time, and then work (P-43)", async () => {
  await other.query("begin; select * from audit_head for update");
  const saved = save(150);
  forgetWrites();
  expect(await readiness()).toBe("audit_unavailable");
  const outcomes = await saved;
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
  }
  // All fail with the first: one after another they would wait for minutes.
  expect(expectErrors("audit cannot be written").length).toBeLessThan(4);
  expect(await readiness()).toBe("audit_unavailable");
  await other.query("rollback");
  expect(await readiness()).toBe("ok");
  for (const outcome of await save(3)) expect(outcome.status).toBe("fulfilled");
});

test("while the server is frozen, readiness says so in time, to all who ask", async () => {
  const resume = await server.freeze();
  forgetWrites();
  const asked = Array.from({ length: 20 }, () => readiness());
  const answers = await Promise.all(asked).finally(resume);
  expect(new Set(answers)).toEqual(new Set(["database_unavailable"]));
  await vi.waitFor(async () => expect(await readiness()).toBe("ok"), { timeout: 60_000 });
});

test("while rows of the audit are gone nobody is ready, and again when they are back (P-39)", async () => {
  await record((await database()).db, refused);
  await other.query("alter table audit disable trigger all");
  await other.query(
    "create table taken as select * from audit where id = (select id from audit_head)",
  );
  await other.query("delete from audit where id = (select id from audit_head)");
  forgetWrites();
  expect(await readiness()).toBe("audit_tampered");
  expect(expectErrors("audit alarm: not ready")[0]).toContain("is gone");
  await expect(record((await database()).db, refused)).rejects.toMatchObject({
    code: "unavailable",
  });
  expectErrors("audit alarm: nothing is written or shown");
  await other.query("insert into audit select * from taken");
  expect(await readiness()).toBe("ok");
});

test("without a server nobody is ready", async () => {
  await server.stop();
  forgetWrites();
  expect(await readiness()).toBe("database_unavailable");
});
