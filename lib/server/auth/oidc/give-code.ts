import type { Actor } from "#lib/server/actor.ts";
import "server-only";
import type { Database } from "#lib/server/db/client.ts";
import { endSessionByHash } from "#lib/server/people/sessions.ts";
import { checkSecondFactor } from "../second-factor/second-factor.ts";
import { openSession } from "../sign-in.ts";

/**
 * Lets a person in whose session waited for their second factor: that one ends and another begins,
 * under an id that nobody has seen before. Null when the code was wrong.
 */
export async function giveCode(db: Database, by: Actor, code: string): Promise<string | null> {
  const { personId, email } = by;
  const person = { id: personId, email };
  if (!(await checkSecondFactor(db, person, { code, by }))) return null;
  return db.transaction(async (tx) => {
    if (!(await endSessionByHash(tx, by.sessionHash))) return null;
    return openSession(tx, { person, origin: by, way: "sso", mustEnrol: false });
  });
}
