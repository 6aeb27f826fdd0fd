import { asc, eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { settings } from "#lib/server/config/settings.ts";
import { audit, auditHead } from "#lib/server/db/schema/audit.ts";
import { savedViews } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { toldError } from "#lib/server/error-text.ts";
import { log } from "#lib/server/log.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { type AuditEntry, record } from "../record.ts";
import { verifyAudit } from "../verification/verify.ts";
import { currentHead } from "./head.ts";

const secrets = [settings().keys.audit];
const origin = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };

function entry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return { event: "session.refused", success: false, by: origin, ...changes };
}

const untouched = { faults: [], isUnderOurKey: true };

withDatabase("the audit's rows", (db, owner) => {
  test.each([
    ["changed", sql`update ${audit} set actor = 'x'`],
    ["removed", sql`delete from ${audit}`],
    ["truncated", sql`truncate ${audit}`],
    ["left without a head", sql`delete from ${auditHead}`],
  ])("cannot be %s by any database user (P-38)", async (_what, statement) => {
    await record(db(), entry());
    for (const asking of [db(), owner()]) {
      const refusal = await asking.execute(statement).catch((error: unknown) => error);
      expect(toldError(refusal)).toMatchObject({ code: "42501" });
    }
  });

  test("of a view are refused without a person and a payment (P-37)", async () => {
    const entries = ["payment.looked_up", "payments.listed"] as const;
    for (const event of entries) await expect(record(db(), entry({ event }))).rejects.toThrow();
    expectErrors("audit cannot be written");
    const unsealed = { id: 10_000, at: new Date(), event: "x", success: true, detail: {} };
    await expect(db().insert(audit).values(unsealed)).rejects.toThrow();
  });

  test("verify with any texts and numbers in them", async () => {
    const odd = '\0é "quoted" \\ \u0007\u007f\u2028 😀 \ud800 <&> \n';
    await record(db(), [
      entry({
        resource: odd,
        detail: { b: odd, aa: null, a: 1, [odd]: -0, "10": 12.5, "9": 1e300 },
      }),
      entry({ detail: { tiny: 1e-9, whole: 2 ** 53 - 1, none: Number.NaN } }),
      entry({ by: { ...origin, ip: null, userAgent: odd.repeat(30) } }),
      entry({ by: null }),
    ]);
    expect(await verifyAudit(db(), { secrets })).toMatchObject(untouched);
  });

  test("of many concurrent writers, in transactions and without, form one chain", async () => {
    const before = (await currentHead(db()))?.id ?? 0;
    const writers = Array.from({ length: 40 }, (_, index) =>
      index % 2
        ? record(db(), [entry(), entry()])
        : db().transaction((tx) => record(tx, entry({ resource: `${index}` }))),
    );
    await Promise.all(writers);
    expect(await verifyAudit(db(), { secrets })).toMatchObject(untouched);
    expect((await currentHead(db()))?.id).toBe(before + 60);
  });

  /** The number of PostgreSQL sessions that wait for a lock in this database. */
  async function waiting(): Promise<number> {
    const { rows } = z.object({ rows: z.tuple([z.object({ count: z.number() })]) }).parse(
      await owner().execute(sql`select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`),
    );
    return rows[0].count;
  }

  test("are written without a deadlock while another transaction changes the person", async () => {
    const row = { email: "both@example.kz", role: "clerk", createdAt: new Date() } as const;
    const [person] = await db().insert(people).values(row).returning({ id: people.id });
    const id = person?.id ?? "";
    const { promise: isLocked, resolve: locked } = Promise.withResolvers<void>();
    const changing = db().transaction(async (tx) => {
      await tx.select().from(people).where(eq(people.id, id)).for("update");
      locked();
      if (db() !== owner()) await vi.waitFor(async () => expect(await waiting()).toBe(1));
      await record(tx, entry());
    });
    await isLocked;
    // The view's foreign key waits for the transaction that has locked the person.
    const saving = record(db(), entry(), async (tx) => {
      const view = { personId: id, name: "all", query: "", createdAt: new Date() };
      await tx.insert(savedViews).values(view);
    });
    await Promise.all([changing, saving]);
    expect(await verifyAudit(db(), { secrets })).toMatchObject(untouched);
  });

  test("continue the chain after a transaction was rolled back", async () => {
    const failing = db().transaction(async (tx) => {
      await record(tx, entry());
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await record(db(), entry());
    const nobody = entry({ event: "payment.looked_up" });
    await expect(record(db(), nobody)).rejects.toMatchObject({ code: "unavailable" });
    expectErrors("audit cannot be written");
    await record(db(), entry());
    expect(await verifyAudit(db(), { secrets })).toMatchObject(untouched);
  });

  test("can be verified from any row on", async () => {
    await record(db(), [entry(), entry(), entry()]);
    const { id = 0, hash } = (await currentHead(db())) ?? {};
    expect(await verifyAudit(db(), { secrets, from: id - 1 })).toMatchObject({
      ...untouched,
      rows: 2,
      end: { id, hash },
    });
  });

  test("do not verify with another key", async () => {
    const { faults } = await verifyAudit(db(), {
      secrets: ["another secret of thirty-two bytes or so"],
    });
    expect(faults[0]).toEqual({ row: 1, what: expect.stringContaining("key") });
  });
});

/** Simulates a restart of this process with another key. */
function restartWith(secret: string): void {
  settings().keys.audit = secret;
  Reflect.deleteProperty(globalThis, Symbol.for("anyqta.audit-key"));
}

withDatabase("a change of the key", (db) => {
  const [former, next] = [settings().keys.audit, "the next secret, thirty-two bytes or more"];
  afterEach(() => restartWith(former));

  test("is recorded in the chain, and verification needs both keys", async () => {
    await record(db(), entry());
    restartWith(next);
    await record(db(), [entry(), entry()]);
    await record(db(), entry());
    const rows = await db().select({ event: audit.event }).from(audit).orderBy(asc(audit.id));
    expect(rows.map(({ event }) => event)).toEqual([
      "audit.begun",
      "session.refused",
      "audit.rekeyed",
      ...Array.from({ length: 3 }, () => "session.refused"),
    ]);
    expect(await verifyAudit(db(), { secrets: [next, former] })).toMatchObject(untouched);
    expect((await verifyAudit(db(), { secrets: [next] })).faults).toMatchObject([
      { row: 1 },
      { row: 2 },
    ]);
  });

  test("back to a former key is a fault, as that key may have leaked", async () => {
    restartWith(former);
    await record(db(), entry());
    const { faults, isUnderOurKey } = await verifyAudit(db(), { secrets: [next, former] });
    expect(faults.length).toBeGreaterThan(0);
    expect(isUnderOurKey).toBe(false);
  });
});

describe("the clock", () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  withDatabase("that jumps back", (db) => {
    test("is logged once, and the ids keep the order of the rows (P-42)", async () => {
      const warn = vi.spyOn(log(), "warn");
      const start = Date.now() + 60_000;
      // The last is half a second back: two requests that finished out of order.
      const times = [0, -60_000, -59_000, -59_500].map((offset) => new Date(start + offset));
      vi.useFakeTimers({ toFake: ["Date"] });
      for (const [index, time] of times.entries()) {
        vi.setSystemTime(time);
        await record(db(), entry({ resource: `${index + 1}` }));
      }
      expect(warn.mock.calls).toEqual([[{ milliseconds: 60_000 }, "the clock went backward"]]);
      const rows = await db().select().from(audit).orderBy(asc(audit.id));
      // The first row begins the chain.
      expect(rows.slice(1).map(({ id, resource, at }) => [id, resource, at])).toEqual(
        times.map((time, index) => [index + 2, `${index + 1}`, time]),
      );
      expect(await verifyAudit(db(), { secrets })).toMatchObject(untouched);
    });
  });
});
