import { eq } from "drizzle-orm";
import { type Act, actKey } from "#lib/account/acts.ts";
import type { Actor, Person } from "#lib/server/actor.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { sessions } from "#lib/server/db/schema/people.ts";
import { startSession } from "#lib/server/people/sessions/sessions.ts";

/** For tests: people in sessions, and the proofs that their acts need. */

/** The origin of all requests. */
const VISITOR = { ip: "127.0.0.1", userAgent: "Firefox/140 Linux", requestId: "TESTTEST22" };

/** A person in a new session, with its id. */
export async function inSession(
  db: Database,
  { id, email, role }: Person,
  { mustEnrol = false } = {},
): Promise<{ actor: Actor; sid: string }> {
  const sid = await startSession(db, id, { ...VISITOR, mustEnrol });
  const now = new Date();
  const actor: Actor = {
    ...VISITOR,
    personId: id,
    email,
    role,
    sessionHash: secretHash(sid),
    revealed: new Set(),
    mustEnrol,
    startedAt: now,
    provedAt: now,
    notices: [],
  };
  return { actor, sid };
}

/** Gives the actor's session a proof for an act, as a re-authentication does, but not a new id. */
export async function prove(
  db: Database,
  { sessionHash }: Pick<Actor, "sessionHash">,
  act: Omit<Act, "on"> & { on?: string },
): Promise<void> {
  const provenAct = actKey({ on: "", ...act });
  const provenUntil = new Date(Date.now() + 5 * 60_000);
  await db.update(sessions).set({ provenAct, provenUntil }).where(eq(sessions.idHash, sessionHash));
}
