import "server-only";
import { encode } from "next-auth/jwt";
import type { Origin, Person } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import { type Database, database } from "#lib/server/db/client.ts";
import { setCookie } from "#lib/server/http/cookies.ts";
import { log } from "#lib/server/log.ts";
import { SESSION_HOURS, startSession } from "#lib/server/people/sessions.ts";
import { checkFactors, type FactorProof } from "./check-password.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** From a proof to a session: the one place that opens one, whatever the proof was. */

/** Longer passwords are not even hashed. */
export const MOST_PASSWORD = 1_000;
const MOST_EMAIL = 254;
const MOST_CODE = 100;

/** What a person signed in with; `password` stands for a password alone. */
type Way = FactorProof["way"] | "passkey" | "sso";

/** A session to be opened. */
interface Opening {
  person: Pick<Person, "id" | "email">;
  origin: Origin;
  way: Way;
  /** Whether the person has to set up a second factor before anything else. */
  mustEnrol: boolean;
  /** Whether the second factor is still to be given; until then the session allows nothing else. */
  awaitsCode?: boolean;
  /** When the person proved who they are, if that was not now. */
  provedAt?: Date;
}

/**
 * Opens a session and records it in the audit, in the caller's transaction. Gives the secret id for
 * the cookie, which nothing else holds.
 */
export async function openSession(
  tx: Database,
  { person, origin, way, awaitsCode = false, ...session }: Opening,
): Promise<string> {
  const sessionId = await startSession(tx, person.id, { ...origin, ...session, awaitsCode });
  const { ip, userAgent, requestId } = origin;
  const author = { ip, userAgent, requestId, personId: person.id, email: person.email };
  await record(tx, {
    event: awaitsCode ? "session.awaits_code" : "session.started",
    success: true,
    by: { ...author, sessionHash: secretHash(sessionId) },
    detail: { way },
  });
  return sessionId;
}

/** The cookie of a session that was opened without next-auth, sealed as next-auth seals its own. */
export async function newSessionCookie({
  sessionId,
  personId,
}: {
  sessionId: string;
  personId: string;
}): Promise<string> {
  const maxAge = SESSION_HOURS * 3_600;
  const token = { sid: sessionId, sub: personId };
  const sealed = await encode({ token, secret: settings().app.secret, maxAge });
  return setCookie(sessionCookieName(), sealed, { maxAge, sameSite: "lax" });
}

/** A person who may sign in. */
export interface Proved {
  person: Person;
  mustEnrol: boolean;
  way: Way;
}

/**
 * Opens a session for the person whom `prove` finds; null when it finds nobody.
 * @throws Error "unavailable": next-auth shows the message in the address bar, so it holds no cause.
 */
export async function enter(
  origin: Origin,
  prove: (by: Origin) => Promise<Proved | null>,
): Promise<{ id: string; sid: string } | null> {
  try {
    const proved = await prove(origin);
    if (!proved) return null;
    const { db } = await database();
    const sid = await db.transaction((tx) => openSession(tx, { ...proved, origin }));
    return { id: proved.person.id, sid };
  } catch (error) {
    log().error({ err: error }, "sign-in failed");
    throw new Error("unavailable");
  }
}

/** The person whom e-mail, password and code prove together; null when any of them is wrong. */
export async function byPassword(
  given: Record<"email" | "password" | "code", string> | undefined,
  origin: Origin,
): Promise<Proved | null> {
  const { email, password, code = "" } = given ?? {};
  if (!email || !password) return null;
  const isTooLong =
    email.length > MOST_EMAIL || password.length > MOST_PASSWORD || code.length > MOST_CODE;
  if (isTooLong) return null;
  const { db } = await database();
  const proof = await checkFactors(db, { email: email.trim(), password, code }, origin);
  if (!proof) return null;
  // Practice protects nothing; elsewhere the first thing to do is to set a second factor up.
  const mustEnrol = proof.way === "password" && settings().environment !== "practice";
  return { ...proof, mustEnrol };
}
