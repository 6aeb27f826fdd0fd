import "server-only";
import type { Actor } from "#lib/server/actor.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { moveProof } from "#lib/server/people/sessions/proofs.ts";
import { endSessionByHash } from "#lib/server/people/sessions/sessions.ts";
import { checkSecondFactor } from "../second-factor/second-factor.ts";
import { openSession } from "../sign-in.ts";

/**
 * Completes a sign-in that waits for the second factor. Ends the waiting session and starts one
 * with a new id, against session fixation (OWASP). Returns that id, or null if the code is wrong.
 */
export async function completeSignIn(
  db: Database,
  by: Actor,
  code: string,
): Promise<string | null> {
  const { personId, email } = by;
  const person = { id: personId, email };
  if (!(await checkSecondFactor(db, person, { code, by }))) return null;
  return db.transaction(async (tx) => {
    if (!(await endSessionByHash(tx, by.sessionHash))) return null;
    const sessionId = await openSession(tx, { person, origin: by, way: "sso", mustEnrol: false });
    await moveProof(tx, { from: by.sessionHash, to: secretHash(sessionId) });
    return sessionId;
  });
}
