import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#lib/http/errors.ts";
import type { Actor } from "#lib/server/actor.ts";
import { database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { observations } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { redactFor, viewerOf } from "#lib/server/observations/redact.ts";
import { answer } from "#testing/bank/sample-answer.ts";
import { hang, json, onceKept, ScriptedBank } from "#testing/bank/scripted-bank.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { bank } from "./bank.ts";
import { lookUp, terminalByAlias } from "./look-up.ts";
import { recordSeen, viewPayment } from "./payment-page.ts";
import { recentRows } from "./recent-look-ups.ts";

const scripted = new ScriptedBank();
const actors: Actor[] = [];

beforeAll(async () => {
  const { origin } = await scripted.open();
  vi.stubEnv("EPAY_TOKEN_URL", `${origin}/oauth2/token`);
  vi.stubEnv("EPAY_API_URL", `${origin}/api`);
  vi.stubEnv("EPAY_TERMINALS", `main=${TERMINAL_IDS[0]},kiosk=${TERMINAL_IDS[1]}`);
  const { db } = await useEmptyDatabase();
  const rows = Array.from({ length: 50 }, (_, number) => ({
    ...{ email: `clerk${number}@example.kz`, role: "clerk" as const, createdAt: new Date() },
  }));
  const added = await db.insert(people).values(rows).returning();
  actors.push(...added.map(({ id, email }) => actorOf(id, email)));
});
afterAll(async () => {
  await bank().close();
  await scripted.close();
});
beforeEach(() => scripted.onToken(json({ access_token: "canary-token", expires_in: 7200 })));

const TERMINAL_IDS = [
  "67e34d63-102f-4bd1-898e-370781d0074d",
  "11111111-1111-4111-8111-111111111111",
] as const;

function actorOf(personId: string, email: string): Actor {
  return {
    ...{ personId, email, role: "clerk", sessionHash: "a session", requestId: "LOOKUP" },
    ...{ revealed: new Set(), blockedPayers: new Set(), ip: null, userAgent: null },
    ...{ mustEnrol: false, startedAt: new Date(), provedAt: new Date(), notices: [] },
  };
}

/** Starts parallel look-ups of one invoice, one for each person, before the bank answers. */
async function lookUpAtOnce(invoiceId: string, aliases: readonly (string | undefined)[]) {
  const { promise, resolve } = Promise.withResolvers<void>();
  scripted.onStatus(onceKept(promise, json(answer({ invoiceID: invoiceId }))));
  const arrivedAt = performance.now();
  const results = actors.map((actor, place) =>
    lookUp(
      {
        invoiceId,
        terminal: terminalByAlias(aliases[place % aliases.length]),
        service: "payment",
      },
      { actor, arrivedAt, byTimer: false },
    ),
  );
  await expect.poll(() => scripted.statusCalls.length).toBe(new Set(aliases).size);
  resolve();
  return Promise.all(results);
}

async function savedOf(invoiceId: string) {
  const { db } = await database();
  const [entries, kept] = await Promise.all([
    db.select().from(audit).where(eq(audit.resource, invoiceId)),
    db.select().from(observations).where(eq(observations.invoiceId, invoiceId)),
  ]);
  return { askers: new Set(entries.map(({ actor }) => actor)).size, observations: kept.length };
}

test("fifty parallel look-ups of one invoice share one bank call, and each has an audit entry", async () => {
  const results = await lookUpAtOnce("500500", [undefined]);
  expect(scripted.statusCalls).toHaveLength(1);
  expect(new Set(results.map((result) => result.answer.observationId)).size).toBe(1);
  expect(await savedOf("500500")).toEqual({ askers: 50, observations: 1 });
});

test("with a full disk the bank is not asked, and with space again it is (P-43)", async () => {
  scripted.onStatus(json(answer({ invoiceID: "500510" })));
  const calls = scripted.statusCalls.length;
  const [actor] = actors;
  if (!actor) throw new Error("nobody to ask");
  const ask = () => {
    const question = {
      invoiceId: "500510",
      terminal: terminalByAlias("main"),
      service: "payment",
    } as const;
    return lookUp(question, { actor, arrivedAt: performance.now(), byTimer: false });
  };
  const name = Symbol.for("anyqta.disk-space");
  const space = Promise.resolve({ freeMebibytes: 10, state: "full" });
  Object.assign(globalThis, { [name]: { at: performance.now(), space } });
  await expect(ask()).rejects.toMatchObject({ code: "disk_full" });
  expect(scripted.statusCalls).toHaveLength(calls);
  Reflect.deleteProperty(globalThis, name);
  expect((await ask()).answer.invoiceId).toBe("500510");
});

test("questions with and without a terminal are two bank calls, for any number of people", async () => {
  await lookUpAtOnce("500501", [undefined, "main"]);
  expect(scripted.statusCalls).toHaveLength(2);
  expect(await savedOf("500501")).toEqual({ askers: 50, observations: 2 });
});

test("F-72 who leaves before the answer ends the question and has an entry that says so", async () => {
  scripted.onStatus(hang);
  const leaving = actors.slice(0, 3).map((actor) => ({ actor, client: new AbortController() }));
  const question = {
    ...{ invoiceId: "500520", terminal: terminalByAlias("main") },
    service: "payment",
  } as const;
  const arrivedAt = performance.now();
  const ends = Promise.allSettled(
    leaving.map(({ actor, client }) =>
      lookUp(question, { actor, arrivedAt, byTimer: false, left: client.signal }),
    ),
  );
  await expect.poll(() => scripted.statusCalls.length).toBe(1);
  const [call] = scripted.statusCalls;
  for (const { client } of leaving) client.abort(new AppError("caller_left"));
  const caller_left = { reason: { code: "caller_left" } };
  expect(await ends).toMatchObject([caller_left, caller_left, caller_left]);
  await expect.poll(() => call?.socket.destroyed).toBe(true);
  const { db } = await database();
  const entries = await db.select().from(audit).where(eq(audit.resource, "500520"));
  expect(entries.map(({ event, success }) => [event, success])).toEqual(
    leaving.map(() => ["payment.look_up_left", false]),
  );
  expect(await savedOf("500520")).toEqual({ askers: 3, observations: 0 });
  expect(scripted.statusCalls).toHaveLength(1);
});

test("F-72 who stays gets the answer that somebody else left", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  scripted.onStatus(onceKept(promise, json(answer({ invoiceID: "500521" }))));
  const [stays, leaves] = actors;
  if (!stays || !leaves) throw new Error("nobody to ask");
  const client = new AbortController();
  const question = {
    ...{ invoiceId: "500521", terminal: terminalByAlias("main") },
    service: "payment",
  } as const;
  const asking = { arrivedAt: performance.now(), byTimer: false };
  const both = [
    lookUp(question, { ...asking, actor: leaves, left: client.signal }),
    lookUp(question, { ...asking, actor: stays }),
  ] as const;
  const ends = Promise.allSettled(both);
  await expect.poll(() => scripted.statusCalls.length).toBe(1);
  client.abort(new AppError("caller_left"));
  resolve();
  expect(await ends).toMatchObject([{ status: "rejected" }, { status: "fulfilled" }]);
  const { db } = await database();
  const entries = await db.select().from(audit).where(eq(audit.resource, "500521"));
  expect(new Map(entries.map(({ event, actor }) => [event, actor]))).toEqual(
    new Map([
      ["payment.look_up_left", leaves.email],
      ["payment.looked_up", stays.email],
    ]),
  );
});

test("a clerk does not see who else looked, and a supervisor does; the row says how they came", async () => {
  scripted.onStatus(json(answer({ invoiceID: "500530" })));
  const [actor] = actors;
  if (!actor) throw new Error("nobody to ask");
  const question = {
    invoiceId: "500530",
    terminal: terminalByAlias("main"),
    service: "payment",
  } as const;
  const asking = { actor, arrivedAt: performance.now(), byTimer: false } as const;
  const found = await lookUp(question, { ...asking, arrived: "other_site" });
  for (const role of ["clerk", "supervisor"] as const) {
    const view = await viewPayment(found, { question, viewer: await viewerOf({ ...actor, role }) });
    const names = view.episodes.flatMap(({ who }) => who);
    expect(names).toEqual(role === "supervisor" ? [actor.email] : []);
  }
  expect(await recentRows({})).not.toContainEqual(expect.objectContaining({ who: actor.email }));
  expect((await recentRows({ showsLookers: true }))[0]).toMatchObject({ who: actor.email });
  const shown = redactFor(await viewerOf(actor), found.answer);
  await recordSeen(shown, { actor, arrived: "other_site", why: "no_click" });
  const { db } = await database();
  const rows = await db.select().from(audit).where(eq(audit.resource, "500530")).orderBy(audit.id);
  expect(rows.map(({ event, detail }) => [event, detail.arrived, detail.not_asked])).toEqual([
    ["payment.looked_up", "other_site", undefined],
    ["payment.seen", "other_site", "no_click"],
  ]);
});
