import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Role } from "#lib/account/access.ts";
import { AppError } from "#lib/http/errors.ts";
import type { Actor } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import {
  callBacksAbout,
  deleteCallBacks,
  dueCallBacks,
  endCallBack,
  promiseCallBack,
} from "./call-backs.ts";

const HERE = "practice";
const soon = new Date("2026-11-29T12:30:00.000Z");
const later = new Date("2026-11-29T15:00:00.000Z");

async function someone(db: Database, role: Role): Promise<Actor> {
  const email = `${randomUUID()}@example.kz`;
  const [row] = await db.insert(people).values({ email, role, createdAt: new Date() }).returning();
  return {
    ...{ personId: row?.id ?? "", email, role, sessionHash: "s", requestId: "CALLBACK" },
    ...{ revealed: new Set(), ip: null, userAgent: null, mustEnrol: false },
    ...{ startedAt: new Date(), provedAt: new Date(), notices: [] },
  };
}

const about = (invoiceId: string) => ({
  ...{ environment: HERE, invoiceId, service: "payment" as const, terminal: undefined },
});

withDatabase("promises to call back", (db) => {
  test("are one for each person and payment: a new time replaces the old one, and both are logged", async () => {
    const clerk = await someone(db(), "clerk");
    await promiseCallBack(db(), { ...about("100001"), dueAt: later }, clerk);
    await promiseCallBack(db(), { ...about("100002"), dueAt: later }, clerk);
    await promiseCallBack(db(), { ...about("100002"), dueAt: soon }, clerk);
    const own = await dueCallBacks(db(), HERE, clerk);
    expect(own.map(({ invoiceId, dueAt }) => [invoiceId, dueAt])).toEqual([
      ["100002", soon],
      ["100001", later],
    ]);
    expect(await dueCallBacks(db(), "production", clerk)).toEqual([]);
    const rows = await db().select().from(audit).where(eq(audit.resource, "100002"));
    expect(rows.map(({ event, detail }) => [event, detail.due])).toEqual([
      ["call_back.promised", later.toISOString()],
      ["call_back.promised", soon.toISOString()],
    ]);
  });

  test("are seen by colleagues of the payment, by name only with the right to see who looks", async () => {
    const [clerk, other, chief] = [
      await someone(db(), "clerk"),
      await someone(db(), "clerk"),
      await someone(db(), "supervisor"),
    ];
    await promiseCallBack(db(), { ...about("200001"), dueAt: soon }, clerk);
    const seenBy = async (actor: Actor) => (await callBacksAbout(db(), about("200001"), actor))[0];
    expect(await seenBy(clerk)).toMatchObject({ isOwn: true, mayEnd: true });
    expect(await seenBy(other)).toMatchObject({ isOwn: false, who: null, mayEnd: false });
    expect(await seenBy(chief)).toMatchObject({ isOwn: false, who: clerk.email, mayEnd: true });
    const at = async (actor: Actor) => await dueCallBacks(db(), HERE, actor);
    expect(await at(other)).toEqual([]);
    expect(await at(chief)).toContainEqual(expect.objectContaining({ invoiceId: "200001" }));
  });

  test("end once, by who promised or a supervisor, and the log says so", async () => {
    const [clerk, other, chief] = [
      await someone(db(), "clerk"),
      await someone(db(), "clerk"),
      await someone(db(), "supervisor"),
    ];
    const promised = async (invoiceId: string) => {
      await promiseCallBack(db(), { ...about(invoiceId), dueAt: soon }, clerk);
      const [promise] = await callBacksAbout(db(), about(invoiceId), clerk);
      return { id: promise?.id ?? "", environment: HERE };
    };
    const first = await promised("300001");
    expect(await endCallBack(db(), first, other)).toBe(false);
    expect(await endCallBack(db(), first, clerk)).toBe(true);
    expect(await endCallBack(db(), first, clerk)).toBe(false);
    expect(await endCallBack(db(), await promised("300002"), chief)).toBe(true);
    const done = await db()
      .select()
      .from(audit)
      .where(eq(audit.event, "call_back.done"))
      .orderBy(asc(audit.id));
    expect(
      done.map(({ resource, actor, detail }) => [resource, actor, detail.promised_by]),
    ).toEqual([
      ["300001", clerk.email, undefined],
      ["300002", chief.email, clerk.personId],
    ]);
  });

  test("are deleted past their retention, and a person has 50 of them at most", async () => {
    const clerk = await someone(db(), "clerk");
    for (let number = 0; number < 50; number++) {
      await promiseCallBack(db(), { ...about(`4000${10 + number}`), dueAt: soon }, clerk);
    }
    const tooMany = promiseCallBack(db(), { ...about("400099"), dueAt: soon }, clerk);
    await expect(tooMany).rejects.toThrow(AppError);
    expect(await dueCallBacks(db(), HERE, clerk)).toHaveLength(50);
    expect(await deleteCallBacks(db(), new Date(Date.now() - 60_000))).toBe(0);
    expect(await deleteCallBacks(db(), new Date(Date.now() + 60_000))).toBeGreaterThanOrEqual(50);
    expect(await dueCallBacks(db(), HERE, clerk)).toEqual([]);
  });
});
