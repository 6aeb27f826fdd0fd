import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { type AuditEntry, record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { insertObservations } from "#lib/server/observations/observations.ts";
import { addPerson } from "#lib/server/people/accounts.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { sampleAnswer } from "#testing/sample-payment.ts";
import { ownDay } from "./own-day.ts";

/** An afternoon in Almaty, so that some hours ago is the same day there. */
const NOW = new Date("2026-11-29T10:00:00.000Z");
const MINUTE = 60_000;
const [aigul, bolat] = ["aigul@example.kz", "bolat@example.kz"].map(
  (email): Actor => ({
    ...{ personId: randomUUID(), email, role: "clerk", sessionHash: "s", requestId: "HOMETEST" },
    ...{ revealed: new Set(), ip: null, userAgent: null, mustEnrol: false },
    ...{ startedAt: NOW, provedAt: NOW, notices: [] },
  }),
) as [Actor, Actor];

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  const { db } = await useEmptyDatabase();
  for (const actor of [aigul, bolat]) {
    await addPerson(db, { email: actor.email, role: "clerk" });
    const rows = await db.execute(sql`select id from people where email = ${actor.email}`);
    actor.personId = String((rows as unknown as { rows: { id: string }[] }).rows[0]?.id);
  }
});

const MOVING = { kind: "in_progress", class: "moving" } as const;
const PAID = { kind: "paid", class: "settled", statusName: "CHARGE" } as const;

/** A look-up of so many minutes ago. */
async function looked(by: Actor, changes: Partial<LookUpAnswer>, minutesAgo: number) {
  const { db } = await database();
  vi.setSystemTime(NOW.getTime() - minutesAgo * MINUTE);
  const answer = sampleAnswer({
    observationId: randomUUID(),
    checkedAt: new Date().toISOString(),
    ...changes,
  });
  const { invoiceId, terminal, service, kind, class: finality, statusName, resultCode } = answer;
  const entry: AuditEntry = {
    ...{ event: "payment.looked_up", success: true, by, resource: invoiceId },
    detail: {
      ...{ terminal, service, kind, class: finality, statusName, resultCode },
      observation: answer.observationId,
    },
  };
  const observation = { answer, environment: "practice", askedBy: by.personId, byTimer: false };
  await record(db, entry, (tx) => insertObservations(tx, [observation]));
  vi.setSystemTime(NOW);
  return answer;
}

test("today's look-ups have a row for each payment, the latest first, with amount and last four", async () => {
  await looked(aigul, { invoiceId: "100001", ...MOVING }, 30);
  await looked(aigul, { invoiceId: "100002", ...PAID }, 20);
  await looked(aigul, { invoiceId: "100001", ...PAID }, 10);
  await looked(bolat, { invoiceId: "100003", ...PAID }, 5);
  const { rows, count } = await ownDay(aigul);
  expect(count).toBe(2);
  expect(rows.map(({ invoiceId, badge }) => [invoiceId, badge.kind])).toEqual([
    ["100001", "paid"],
    ["100002", "paid"],
  ]);
  expect(rows[0]?.facts).toEqual({
    sum: { decimal: "22.22", minorUnits: "2222" },
    currency: "KZT",
    last: "9821",
    createdAt: "2022-11-14T21:52:17.289Z",
  });
});

test("yesterday's look-ups are not today's, and what was not final is waited for all the same", async () => {
  const yesterday = 24 * 60;
  await looked(bolat, { invoiceId: "200001", ...PAID }, yesterday);
  await looked(bolat, { invoiceId: "200002", ...MOVING }, yesterday);
  await looked(bolat, { invoiceId: "200003", ...MOVING }, 3 * yesterday);
  const { rows, waiting } = await ownDay(bolat);
  expect(rows.map(({ invoiceId }) => invoiceId)).not.toContain("200001");
  expect(waiting).toMatchObject([{ invoiceId: "200002", isNews: false }]);
});

test("what a colleague found out since stands first as news, and is recorded as shown", async () => {
  await looked(aigul, { invoiceId: "300001", ...MOVING }, 9);
  await looked(aigul, { invoiceId: "300002", ...MOVING }, 8);
  const before = await listings();
  expect((await ownDay(aigul)).waiting.map(({ isNews }) => isNews)).toEqual([false, false]);
  expect(await listings()).toEqual(before);
  await looked(bolat, { invoiceId: "300001", ...PAID }, 4);
  expect((await ownDay(aigul)).waiting).toMatchObject([
    { invoiceId: "300001", isNews: true, badge: { kind: "paid" } },
    { invoiceId: "300002", isNews: false, badge: { kind: "in_progress" } },
  ]);
  expect(await listings()).toEqual([...before, "300001"]);
  // Seen now: nothing to wait for.
  await looked(aigul, { invoiceId: "300001", ...PAID }, 1);
  expect((await ownDay(aigul)).waiting).toMatchObject([{ invoiceId: "300002" }]);
});

test("a bank that did not answer is waited for until some terminal knew the number", async () => {
  const silent = {
    kind: "unreachable",
    class: "no_answer",
    fault: "timeout",
    payment: null,
  } as const;
  await looked(bolat, { invoiceId: "400001", terminal: "main", ...silent }, 6);
  expect((await ownDay(bolat)).waiting.map(({ invoiceId }) => invoiceId)).toContain("400001");
  await looked(bolat, { invoiceId: "400001", terminal: "kiosk", ...PAID }, 5);
  expect((await ownDay(bolat)).waiting.map(({ invoiceId }) => invoiceId)).not.toContain("400001");
});

async function listings() {
  const { db } = await database();
  const rows = await db.select({ event: audit.event, detail: audit.detail }).from(audit);
  return rows
    .filter(({ event }) => event === "payments.listed")
    .map(({ detail }) => detail.invoices);
}
