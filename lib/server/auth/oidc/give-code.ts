import type { Actor } from "#lib/server/actor.ts";
import "server-only";
import { record } from "#lib/server/audit/record.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { endSessionByHash, startSession } from "#lib/server/people/sessions.ts";
import { checkSecondFactor } from "../second-factor/second-factor.ts";

/**
 * Lets a person in whose session waited for their second factor: that one ends and another begins,
 * under an id that nobody has seen before. Null when the code was wrong.
 */
export async function giveCode(db: Database, by: Actor, code: string): Promise<string | null> {
  const { personId, email } = by;
  if (!(await checkSecondFactor(db, { id: personId, email }, { code, by }))) return null;
  return db.transaction(async (tx) => {
    if (!(await endSessionByHash(tx, by.sessionHash))) return null;
    const sessionId = await startSession(tx, personId, { ...by, mustEnrol: false });
    const author = { ...by, sessionHash: secretHash(sessionId) };
    const detail = { way: "sso" };
    await record(tx, { event: "session.started", success: true, by: author, detail });
    return sessionId;
  });
}
