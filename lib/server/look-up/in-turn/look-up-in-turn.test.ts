import { inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import { database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { json, ScriptedBank } from "#testing/bank/scripted-bank.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { bank } from "../bank.ts";
import { lookUpInTurn } from "./look-up-in-turn.ts";

const scripted = new ScriptedBank();
const actors: Actor[] = [];

/** The budget of each person. */
const LOOK_UPS = 15;

beforeAll(async () => {
  const { origin } = await scripted.open();
  vi.stubEnv("EPAY_TOKEN_URL", `${origin}/oauth2/token`);
  vi.stubEnv("EPAY_API_URL", `${origin}/api`);
  vi.stubEnv("EPAY_TERMINALS", "main=67e34d63-102f-4bd1-898e-370781d0074d");
  vi.stubEnv("LIMIT_LOOK_UPS_PER_MINUTE", String(LOOK_UPS));
  const { db } = await useEmptyDatabase();
  const rows = ["one", "two", "three"].map((name) => ({
    ...{ email: `${name}@example.kz`, role: "clerk" as const, createdAt: new Date() },
  }));
  const added = await db.insert(people).values(rows).returning();
  actors.push(...added.map(({ id, email }) => actorOf(id, email)));
});
afterAll(async () => {
  await bank().close();
  await scripted.close();
});
beforeEach(() => scripted.onToken(json({ access_token: "canary-token", expires_in: 7200 })));

function actorOf(personId: string, email: string): Actor {
  return {
    ...{ personId, email, role: "clerk", sessionHash: "a session", requestId: "INTURN" },
    ...{ revealed: new Set(), blockedPayers: new Set(), ip: null, userAgent: null },
    ...{ mustEnrol: false, startedAt: new Date(), provedAt: new Date(), notices: [] },
  };
}

function actorNumber(place: number): Actor {
  const actor = actors[place];
  if (!actor) throw new Error("nobody to ask");
  return actor;
}

const numbersFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, place) => String(first + place));

async function auditOf(invoices: readonly string[]) {
  const { db } = await database();
  const rows = await db
    .select()
    .from(audit)
    .where(inArray(audit.resource, [...invoices]));
  return rows.map(({ event, resource }) => `${event} ${resource}`).sort();
}

test("at most ten numbers are asked about at once, each with its own audit entry", async () => {
  scripted.onStatus(json({ resultCode: "102" }));
  const invoices = numbersFrom(600_100, 12);
  const before = scripted.statusCalls.length;
  expect(await lookUpInTurn(invoices, { actor: actorNumber(0) })).toBe(10);
  expect(scripted.statusCalls.length - before).toBe(10);
  expect(await auditOf(invoices)).toEqual(
    invoices.slice(0, 10).map((invoice) => `payment.looked_up ${invoice}`),
  );
});

test("a number that looks like a card's is not asked about without a question", async () => {
  scripted.onStatus(json({ resultCode: "102" }));
  expect(await lookUpInTurn(["4222222222222", "600200"], { actor: actorNumber(1) })).toBe(1);
  expect(await auditOf(["4222222222222"])).toEqual([]);
});

test("the person's budget ends it, and a bank that does not answer", async () => {
  scripted.onStatus(json({ resultCode: "102" }));
  // The first one's point is the request's own: fifteen others pass.
  const actor = actorNumber(2);
  expect(await lookUpInTurn(numbersFrom(600_300, 10), { actor })).toBe(10);
  expect(await lookUpInTurn(numbersFrom(600_310, 10), { actor })).toBe(7);
  scripted.onStatus(json({ error: "failing" }, { status: 503 }));
  expect(await lookUpInTurn(numbersFrom(600_400, 10), { actor: actorNumber(1) })).toBe(3);
});
