import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { readAuditQuery } from "#lib/audit/query.ts";
import { logRows } from "#lib/server/audit/query.ts";
import { paymentAccesses, recentLookUps, record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { addPerson } from "#lib/server/people/accounts.ts";
import {
  resumeSessions,
  revealKey,
  revealTo,
  startSession,
} from "#lib/server/people/sessions/sessions.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { sampleAnswer } from "#testing/sample-payment.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import {
  deleteObservations,
  insertObservations,
  lastObservation,
  lastTries,
  type Observation,
  observationHistory,
} from "./observations.ts";

const subject = {
  environment: "practice",
  terminal: "main",
  service: "payment",
  invoiceId: "205218074",
} as const;

async function person(db: Database, email: string): Promise<string> {
  await addPerson(db, { email, role: "clerk" });
  const [row] = await db.select().from(people).where(eq(people.email, email));
  return row?.id ?? "";
}

function actorOf(personId: string, sessionHash: string) {
  return {
    personId,
    email: "a@example.kz",
    role: "clerk",
    sessionHash,
    ip: null,
    userAgent: null,
    requestId: "TESTTEST22",
    revealed: new Set<string>(),
  } as const;
}

/** Saves an observation together with its audit entry, as a look-up does. */
async function save(db: Database, observation: Observation): Promise<void> {
  const by = actorOf(observation.askedBy, "session");
  const resource = observation.answer.invoiceId;
  const entry = { event: "payment.looked_up", success: true, by, resource } as const;
  await record(db, entry, (tx) => insertObservations(tx, [observation]));
}

async function resume(db: Database, id: string, how: { active: boolean }) {
  const [session] = await resumeSessions(db, [id], how);
  return session ?? null;
}

const NOWHERE = { ip: null, userAgent: null, mustEnrol: false };

withDatabase("observations", (db) => {
  test("the last observation is the last one that is not a fault", async () => {
    const askedBy = await person(db(), "last@example.kz");
    const keep = (answer: ReturnType<typeof sampleAnswer>) =>
      save(db(), { answer, environment: "practice", askedBy, byTimer: false });
    const seen = sampleAnswer({ observationId: randomUUID() });
    await keep(seen);
    await keep(
      sampleAnswer({
        observationId: randomUUID(),
        kind: "unreachable",
        class: "no_answer",
        fault: "network",
        payment: null,
        checkedAt: "2026-11-24T09:00:00.000Z",
      }),
    );
    expect(await lastObservation(db(), subject)).toEqual(seen);
    expect(await lastObservation(db(), { ...subject, terminal: "kiosk" })).toBeNull();
    expect(await observationHistory(db(), subject, { limit: 10 })).toHaveLength(2);
  });

  test("a shared answer is stored once", async () => {
    const askedBy = await person(db(), "once@example.kz");
    const answer = sampleAnswer({ invoiceId: "777777", observationId: randomUUID() });
    for (let time = 0; time < 3; time += 1) {
      await save(db(), { answer, environment: "practice", askedBy, byTimer: true });
    }
    const looks = await observationHistory(
      db(),
      { ...subject, invoiceId: "777777" },
      { limit: 10 },
    );
    expect(looks).toMatchObject([{ who: "once@example.kz", byTimer: true }]);
  });

  test("one look-up with a clock that ran ahead does not stay the last known state", async () => {
    const askedBy = await person(db(), "ahead@example.kz");
    const about = { ...subject, invoiceId: "777555" };
    const now = Date.now();
    const ids: string[] = [];
    for (const days of [-1, 3, 0]) {
      const answer = sampleAnswer({
        invoiceId: about.invoiceId,
        observationId: randomUUID(),
        checkedAt: new Date(now + days * 86_400_000).toISOString(),
      });
      await save(db(), { answer, environment: "practice", askedBy, byTimer: false });
      ids.push(answer.observationId);
    }
    const [, , last] = ids;
    expect((await lastObservation(db(), about))?.observationId).toBe(last);
    const history = await observationHistory(db(), about, { limit: 10 });
    expect(history.map(({ answer }) => answer.observationId)).toEqual(ids.toReversed());
  });

  test("observations before a moment are deleted, later ones are kept (P-06)", async () => {
    const askedBy = await person(db(), "old@example.kz");
    for (const checkedAt of ["2026-01-01T00:00:00.000Z", "2026-06-01T00:00:00.000Z"]) {
      const answer = sampleAnswer({ invoiceId: "888888", observationId: randomUUID(), checkedAt });
      await save(db(), { answer, environment: "practice", askedBy, byTimer: false });
    }
    expect(await deleteObservations(db(), new Date("2026-03-01T00:00:00Z"))).toBe(1);
    const looks = await observationHistory(
      db(),
      { ...subject, invoiceId: "888888" },
      { limit: 10 },
    );
    expect(looks.map(({ answer }) => answer.checkedAt)).toEqual(["2026-06-01T00:00:00.000Z"]);
  });

  test("a field is revealed to one session only, and the payment's accesses name the person", async () => {
    const personId = await person(db(), "reveal@example.kz");
    const [one, two] = [
      await startSession(db(), personId, NOWHERE),
      await startSession(db(), personId, NOWHERE),
    ];
    const key = revealKey("999999", "payer.email");
    const before = await resume(db(), one, { active: true });
    await revealTo(db(), before?.sessionHash ?? "", key);
    expect((await resume(db(), one, { active: true }))?.revealed).toEqual(new Set([key]));
    expect((await resume(db(), two, { active: true }))?.revealed).toEqual(new Set());
    await record(db(), {
      event: "payment.revealed",
      success: true,
      by: actorOf(personId, "session-one"),
      resource: "999999",
      detail: { field: "payer.email", reason: "delivery" },
    });
    expect(await paymentAccesses(db(), { invoiceId: "999999", limit: 5 })).toMatchObject([
      { actor: "a@example.kz", event: "payment.revealed" },
    ]);
  });

  test("a payment's accesses and the audit log include lists and files with it (P-30, K-02)", async () => {
    const by = actorOf(await person(db(), "lists@example.kz"), "session-lists");
    const seen = { invoices: "700001,700002", rows: 2 };
    await record(db(), { event: "payments.listed", success: true, by, detail: seen });
    await record(db(), { event: "payments.exported", success: true, by, detail: seen });
    const rows = await paymentAccesses(db(), { invoiceId: "700002", limit: 5 });
    expect(rows.map(({ event }) => event)).toEqual(["payments.exported", "payments.listed"]);
    expect(await paymentAccesses(db(), { invoiceId: "70000", limit: 5 })).toEqual([]);
    const query = { ...readAuditQuery({}), resource: "700001" };
    const log = await logRows(db(), query, { timeZone: "UTC", limit: 10 });
    expect(log.map(({ event }) => event)).toEqual(["payments.exported", "payments.listed"]);
  });

  test("recent look-ups have one line per invoice, newest first", async () => {
    const email = "recent@example.kz";
    const personId = await person(db(), email);
    for (const resource of ["111111", "222222", "111111"]) {
      await record(db(), {
        event: "payment.looked_up",
        success: true,
        by: { ...actorOf(personId, "session"), email },
        resource,
        detail: {
          terminal: "main",
          service: "payment",
          kind: "paid",
          statusName: "CHARGE",
          resultCode: "100",
        },
      });
    }
    const recent = await recentLookUps(db(), { email, limit: 5 });
    expect(recent.map(({ invoiceId }) => invoiceId)).toEqual(["111111", "222222"]);
  });

  test("an observation is not stored if its audit entry fails", async () => {
    const askedBy = await person(db(), "both@example.kz");
    const answer = sampleAnswer({ invoiceId: "666666", observationId: randomUUID() });
    const observation = { answer, environment: "practice", askedBy, byTimer: false };
    const by = actorOf("not a uuid", "session");
    const entry = { event: "payment.looked_up", success: true, by } as const;
    const saved = record(db(), entry, (tx) => insertObservations(tx, [observation]));
    await expect(saved).rejects.toThrow();
    expectErrors("values cannot be stored");
    expect(await lastObservation(db(), { ...subject, invoiceId: "666666" })).toBeNull();
  });

  test("numbers are told apart: never looked up, unknown to all terminals, unanswered by one", async () => {
    const askedBy = await person(db(), "tries@example.kz");
    const tried = (invoiceId: string, terminal: string, minute: number, isSilent = false) =>
      save(db(), {
        answer: sampleAnswer({
          observationId: randomUUID(),
          invoiceId,
          terminal,
          checkedAt: `2026-11-24T08:0${minute}:00.000Z`,
          kind: isSilent ? "unreachable" : "not_found",
          class: "no_answer",
          fault: isSilent ? "network" : null,
          payment: null,
        }),
        environment: "practice",
        askedBy,
        byTimer: false,
      });
    await tried("70000001", "main", 1, true);
    await tried("70000001", "main", 2);
    await tried("70000001", "kiosk", 3);
    await tried("70000002", "main", 4);
    await tried("70000002", "kiosk", 5, true);
    const invoiceIds = ["70000001", "70000002", "70000003"];
    const tries = await lastTries(db(), { environment: "practice", invoiceIds });
    expect([...tries].sort()).toEqual([
      ["70000001", { is: "not_found", at: new Date("2026-11-24T08:03:00Z") }],
      ["70000002", { is: "no_answer", at: new Date("2026-11-24T08:05:00Z") }],
    ]);
    expect(await lastTries(db(), { environment: "test", invoiceIds })).toEqual(new Map());
  });
});
