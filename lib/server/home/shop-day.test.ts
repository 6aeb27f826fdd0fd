import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import type { Role } from "#lib/account/access.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { type AuditEntry, record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { insertObservations } from "#lib/server/observations/observations.ts";
import { indexPayments } from "#lib/server/observations/payment-index.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
import { attention } from "./attention.ts";
import { checklist } from "./checklist.ts";
import { dayFigures } from "./day-figures.ts";

/** An afternoon in Almaty (UTC+5): 15:00. */
const NOW = new Date("2026-11-29T10:00:00.000Z");
const MINUTE = 60_000;
let clerk: Actor;
let chief: Actor;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  await useEmptyDatabase();
  [clerk, chief] = [await someone("clerk"), await someone("supervisor")];
});

async function someone(role: Role): Promise<Actor> {
  const { db } = await database();
  const email = `${role}@example.kz`;
  const added = { email, role, createdAt: NOW, passwordHash: "not one" };
  const [row] = await db.insert(people).values(added).returning();
  return {
    ...{ personId: row?.id ?? "", email, role, sessionHash: "s", requestId: "HOMETEST" },
    ...{ revealed: new Set(), ip: null, userAgent: null, mustEnrol: false },
    ...{ startedAt: NOW, provedAt: NOW, notices: [] },
  };
}

const HELD = { kind: "held", class: "waiting", statusName: "AUTH" } as const;
const MOVING = { kind: "in_progress", class: "moving", statusName: "NEW" } as const;
const FAILED = { kind: "failed", class: "closed", statusName: "FAILED" } as const;
const ODD = [{ code: "charge_with_refund_sums", raw: "amount 1" }] as const;

/** A payment of so many minutes ago, looked up by the clerk at that time. */
async function looked(
  invoiceId: string,
  minutesAgo: number,
  { reason = "00", ...changes }: Partial<LookUpAnswer> & { reason?: string },
) {
  const { db } = await database();
  const at = new Date(NOW.getTime() - minutesAgo * MINUTE).toISOString();
  vi.setSystemTime(new Date(at));
  const answer = sampleAnswer({
    ...{ observationId: randomUUID(), checkedAt: at, invoiceId, flags: [] },
    payment: samplePayment({
      ...{ invoiceId, bankId: randomUUID(), statusName: changes.statusName ?? "CHARGE" },
      ...{ createdAt: { raw: at, instant: at, offset: "Z" }, reason: { code: reason, text: null } },
    }),
    ...changes,
  });
  const { terminal, service, kind, class: finality, statusName, resultCode } = answer;
  const entry: AuditEntry = {
    ...{ event: "payment.looked_up", success: true, by: clerk, resource: invoiceId },
    detail: {
      ...{ terminal, service, kind, class: finality, statusName, resultCode },
      observation: answer.observationId,
    },
  };
  const observed = [{ answer, environment: "practice", askedBy: clerk.personId, byTimer: false }];
  await record(db, entry, async (tx) => {
    await insertObservations(tx, observed);
    await indexPayments(tx, observed);
  });
  vi.setSystemTime(NOW);
}

test("needs attention: holds, long unclear ones and odd amounts, the oldest first, recorded as shown", async () => {
  await looked("100001", 50, { ...HELD });
  await looked("100002", 300, { ...HELD });
  await looked("100003", 45, { ...MOVING });
  await looked("100004", 5, { ...MOVING });
  await looked("100005", 200, { kind: "paid", class: "settled", flags: [...ODD] });
  await looked("100006", 400, { kind: "paid", class: "settled" });
  const { held, unclear, amounts, isMore, rows } = await attention(chief);
  expect({ count: held.count, unclear, amounts, isMore }).toEqual({
    ...{ count: 2, unclear: 1, amounts: 1, isMore: false },
  });
  // Two headline amounts of 12.22.
  expect(held.sums).toEqual([{ currency: "KZT", sum: { decimal: "24.44", minorUnits: "2444" } }]);
  expect(rows.map(({ invoiceId, reason }) => [invoiceId, reason])).toEqual([
    ["100002", "held"],
    ["100005", "amounts"],
    ["100001", "held"],
    ["100003", "unclear"],
  ]);
  expect(rows[0]?.who).toBe(clerk.email);
  const { db } = await database();
  const listed = (await db.select().from(audit)).filter(({ event }) => event === "payments.listed");
  expect(listed.map(({ actor, detail }) => [actor, detail.invoices])).toEqual([
    [chief.email, "100002,100005,100001,100003"],
  ]);
});

test("open payments are read along an index of their own", async () => {
  const { db } = await database();
  const plan = await db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return tx.execute(sql`explain select id from payments where environment = 'practice'
      and terms && array['finality:waiting', 'finality:moving', 'finality:may_change', 'check:amounts']
      order by paid_at, id limit 10`);
  });
  expect(JSON.stringify(plan)).toMatch(/Index (Only )?Scan using payments_open/);
});

test("a day has look-ups by hour, reasons of what was not paid, and the team", async () => {
  await looked("200001", 65, { ...FAILED, reason: "484" });
  await looked("200001", 64, { ...FAILED, reason: "484" });
  await looked("200002", 63, { ...FAILED, reason: "455" });
  await looked("200003", 62, { ...FAILED, reason: "484" });
  await looked("200004", 24 * 60, { ...FAILED, reason: "484" });
  const { db } = await database();
  const by = { event: "payment.revealed", success: true, by: chief, resource: "200001" } as const;
  await record(db, { ...by, detail: { field: "payer.phone" } });
  const { hours, reasons, team } = await dayFigures();
  expect(hours.find(({ hour }) => hour === 13)).toEqual({ hour: 13, payments: 3, notPaid: 3 });
  expect(hours.find(({ hour }) => hour === 14)).toMatchObject({ notPaid: 0 });
  expect(reasons).toEqual([
    { code: "484", count: 2 },
    { code: "455", count: 1 },
  ]);
  expect(team).toEqual([
    { email: clerk.email, payments: 9, revealed: 0, links: 0 },
    { email: chief.email, payments: 0, revealed: 1, links: 0 },
  ]);
});

test("the checklist names what is missing until nothing is", async () => {
  const admin = await someone("admin");
  expect(await checklist(admin)).toEqual([
    { step: "bank", isDone: false },
    { step: "answer", isDone: true },
    { step: "factor", isDone: false },
    { step: "second_admin", isDone: false },
    { step: "staff", isDone: true },
  ]);
});
