import { randomUUID } from "node:crypto";
import { asc, eq, like } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { people, sessions } from "#lib/server/db/schema/people.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { reveal } from "./reveal.ts";

let db: Database;
beforeAll(async () => {
  const opened = await useEmptyDatabase();
  db = opened.db;
  afterAll(opened.close);
});

/** A clerk with a session. */
async function clerk(): Promise<Actor> {
  const email = `${randomUUID()}@example.kz`;
  const now = new Date();
  const added = { email, role: "clerk", createdAt: now } as const;
  const [person] = await db.insert(people).values(added).returning({ id: people.id });
  const personId = person?.id ?? "";
  const sessionHash = randomUUID();
  await db
    .insert(sessions)
    .values({ idHash: sessionHash, personId, startedAt: now, lastActiveAt: now });
  return {
    ...{ personId, email, sessionHash, role: "clerk", revealed: new Set(), mustEnrol: false },
    ...{ ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" },
    ...{ startedAt: now, provedAt: now, notices: [] },
  };
}

function show(actor: Actor, invoiceId: string, note?: string): Promise<void> {
  const reason = note === undefined ? "delivery" : "other";
  return reveal({ invoiceId, field: "payer.email", reason, note }, actor);
}

async function eventsOf({ email }: Actor) {
  return db
    .select({ event: audit.event, detail: audit.detail })
    .from(audit)
    .where(eq(audit.actor, email))
    .orderBy(asc(audit.id));
}

test("a person shows thirty fields a minute; the next one is refused and shows nothing (K-04)", async () => {
  const actor = await clerk();
  for (let number = 1; number <= 30; number += 1) await show(actor, `5000${number}`);
  const refusal = await show(actor, "500031").catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "too_many_reveals", retryAfter: expect.any(Number) });
  const shown = (await eventsOf(actor)).filter(({ event }) => event === "payment.revealed");
  expect(shown).toHaveLength(30);
  const [session] = await db.select().from(sessions).where(eq(sessions.idHash, actor.sessionHash));
  expect(session?.revealed).toHaveLength(30);
  expect(session?.revealed).not.toContain("500031 payer.email");
  await show(await clerk(), "500031");
});

test("many payments within an hour are a row of their own, once, and so is a refusal", async () => {
  const actor = await clerk();
  const many = async () => (await eventsOf(actor)).filter(({ event }) => event === "reveals.many");
  for (let number = 1; number < 20; number += 1) await show(actor, `6000${number}`);
  await show(actor, "60001");
  expect(await many()).toEqual([]);
  await show(actor, "600020");
  const told = { payments: 20, fields: 21, minutes: 60, refused: "no" };
  expect(await many()).toEqual([{ event: "reveals.many", detail: told }]);
  for (let number = 21; number <= 29; number += 1) await show(actor, `6000${number}`);
  await expect(show(actor, "600030")).rejects.toMatchObject({ code: "too_many_reveals" });
  expect(await many()).toHaveLength(1);
});

test("the session names a field once, however often it is shown", async () => {
  const actor = await clerk();
  await show(actor, "70001");
  await show(actor, "70001");
  const [session] = await db.select().from(sessions).where(eq(sessions.idHash, actor.sessionHash));
  expect(session?.revealed).toEqual(["70001 payer.email"]);
  expect(await eventsOf(actor)).toHaveLength(2);
});

test("a reason in one's own words is kept without card numbers, addresses and phone numbers (P-44)", async () => {
  const actor = await clerk();
  await show(
    actor,
    "80001",
    "Courier asks, 4111 1111 1111 1111, arman@example.kz, +7 701 555 12 34",
  );
  const rows = await db.select().from(audit).where(like(audit.resource, "80001"));
  const note = String(rows[0]?.detail.note);
  expect(note).toContain("Courier asks");
  expect(note).not.toMatch(/4111 1111 1111|arman@|701 555/);
});
