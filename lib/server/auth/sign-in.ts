import type { Origin, Person } from "#lib/server/actor.ts";
import "server-only";
import { record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import { database } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { startSession } from "#lib/server/people/sessions.ts";
import { checkPassword } from "./check-password.ts";
import { checkSecondFactor, hasFactor } from "./second-factor/second-factor.ts";

/** From a proof to a session; the sign-in library (auth.ts) calls it. */

/** Longer ones are not even hashed. */
export const MOST_PASSWORD = 1_000;

/** Somebody who proved to be there. */
export interface Proved {
  person: Person;
  mustEnrol: boolean;
  /** What let them in, beside a password or alone. */
  way: "password" | "code" | "recovery" | "passkey";
}

/** Starts a session for whoever proves to be there. */
export async function enter(
  origin: Origin,
  prove: (by: Origin) => Promise<Proved | null>,
): Promise<{ id: string; sid: string } | null> {
  try {
    const proved = await prove(origin);
    if (!proved) return null;
    const { person, mustEnrol, way } = proved;
    const { db } = await database();
    return await db.transaction(async (tx) => {
      const sid = await startSession(tx, person.id, { ...origin, mustEnrol });
      const who = { personId: person.id, email: person.email, sessionHash: secretHash(sid) };
      await record(tx, {
        event: "session.started",
        success: true,
        by: { ...origin, ...who },
        detail: { way },
      });
      return { id: person.id, sid };
    });
  } catch (error) {
    log().error({ err: error, requestId: origin.requestId }, "sign-in failed");
    // The library shows the message in the address bar: a word of ours, never the cause.
    throw new Error("unavailable");
  }
}

/** Who a name, a password and a code prove together; both factors are answered with one word. */
export async function byPassword(
  given: Record<"email" | "password" | "code", string> | undefined,
  origin: Origin,
): Promise<Proved | null> {
  const { email, password, code = "" } = given ?? {};
  if (!email || !password || email.length > 254 || password.length > MOST_PASSWORD) return null;
  if (code.length > 100) return null;
  const { db } = await database();
  const person = await checkPassword(db, { email: email.trim(), password, origin });
  if (!person) return null;
  if (await hasFactor(db, person.id)) {
    const way = await checkSecondFactor(db, person, { code, by: origin });
    return way && { person, mustEnrol: false, way };
  }
  // In practice there is nothing to protect; elsewhere the first thing to do is to set one up.
  return { person, mustEnrol: settings().environment !== "practice", way: "password" };
}
