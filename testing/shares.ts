import { randomInt, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Actor } from "#lib/server/actor.ts";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { addPerson } from "#lib/server/people/accounts.ts";
import { createShare, liveShares } from "#lib/server/shares/links.ts";
import { openShare } from "#lib/server/shares/open-link.ts";
import { type ShareChoice, snapshotOf } from "#lib/share/share.ts";
import { sampleAnswer } from "./sample-payment.ts";

/** For tests: share links and the people who create them. */

/** The origin of all requests. */
export const ORIGIN = { ip: "203.0.113.7", userAgent: "a browser", requestId: "TESTTEST22" };
export const environment = "practice";

/** Adds a supervisor, who may create links. */
export async function supervisor(
  db: Database,
  email = `${randomUUID()}@example.kz`,
): Promise<Actor> {
  await addPerson(db, { email, role: "supervisor" });
  const [row] = await db.select().from(people).where(eq(people.email, email));
  return {
    personId: row?.id ?? "",
    email,
    role: "supervisor",
    sessionHash: "session",
    revealed: new Set(),
    mustEnrol: false,
    startedAt: new Date(),
    provedAt: new Date(),
    notices: [],
    ...ORIGIN,
  };
}

/** The input for a link to a payment that no other test uses. */
export function wanted(actor: Actor, choice: Partial<ShareChoice> = {}) {
  const answer = sampleAnswer({ invoiceId: String(randomInt(1e9, 1e10)) });
  const snapshot = snapshotOf(answer, { fields: choice.fields ?? ["rrn"], episodes: [] });
  if (!snapshot) throw new Error("the sample holds a payment");
  return {
    token: newSecret(),
    actor,
    environment,
    answer,
    snapshot,
    choice: { language: "kk", hours: 24, views: 3, ...choice } as const,
  };
}

/** Creates a link. */
export async function make(db: Database, actor: Actor, choice: Partial<ShareChoice> = {}) {
  const share = wanted(actor, choice);
  await createShare(db, share);
  const { invoiceId } = share.answer;
  const [live] = await liveShares(db, { environment, invoiceId });
  return { ...share, invoiceId, id: live?.id ?? "" };
}

/** Opens a link as an outsider does, each time on another device without one. */
export function open(db: Database, token: string, device = newSecret()) {
  return openShare(db, { token, device, environment, origin: ORIGIN });
}

/** The audit rows of one event, oldest first. */
export function entries(db: Database, event: string) {
  return db.select().from(audit).where(eq(audit.event, event)).orderBy(audit.id);
}

/** The latest audit row of one event. */
export async function last(db: Database, event: string) {
  return (await entries(db, event)).at(-1);
}
