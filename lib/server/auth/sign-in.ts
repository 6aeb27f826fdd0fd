import "server-only";
import { encode } from "next-auth/jwt";
import { deviceName } from "#lib/account/session-device.ts";
import type { Origin, Person } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import { type Database, database } from "#lib/server/db/client.ts";
import { setCookie } from "#lib/server/http/cookies.ts";
import { SESSION_HOURS, startSession } from "#lib/server/people/sessions/sessions.ts";
import { checkFactors, type FactorProof } from "./check-password.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** The only file that opens sessions, after any kind of authentication. */

/** Longer passwords are refused without hashing. */
export const MAX_PASSWORD = 1_000;

/** How a person signed in; `password` means a password alone. */
type Way = FactorProof["way"] | "passkey" | "sso";

/** A session to open. */
interface NewSession {
  person: Pick<Person, "id" | "email">;
  origin: Origin;
  way: Way;
  /** Whether the person must enrol a second factor before anything else. */
  mustEnrol: boolean;
  /** Whether the second factor is missing; until then the session allows nothing else. */
  awaitsCode?: boolean;
  /** When the person authenticated, if that was not now. */
  provedAt?: Date;
}

/**
 * Opens a session and records it in the audit log, in the caller's transaction. Returns the secret
 * id for the cookie; it is stored nowhere else.
 */
export async function openSession(
  tx: Database,
  { person, origin, way, awaitsCode = false, ...session }: NewSession,
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

/** The cookie of a session: its id, the id of its person and the kind of browser, encrypted. */
export async function newSessionCookie(
  { sessionId, personId }: { sessionId: string; personId: string },
  { userAgent }: Pick<Origin, "userAgent">,
): Promise<string> {
  const maxAge = SESSION_HOURS * 3_600;
  const token = { sid: sessionId, sub: personId, device: deviceName(userAgent) };
  const sealed = await encode({ token, secret: settings().app.secret, maxAge });
  return setCookie(sessionCookieName(), sealed, { maxAge, sameSite: "lax" });
}

/** An authenticated person. */
interface Authenticated {
  person: Person;
  mustEnrol: boolean;
  way: Way;
}

/** Opens a session for the person whom `authenticate` returns; null if it returns null. */
export async function signInBy(
  origin: Origin,
  authenticate: (by: Origin) => Promise<Authenticated | null>,
): Promise<{ person: Person; sessionId: string } | null> {
  const authenticated = await authenticate(origin);
  if (!authenticated) return null;
  const { db } = await database();
  const sessionId = await db.transaction((tx) => openSession(tx, { ...authenticated, origin }));
  return { person: authenticated.person, sessionId };
}

/** Authenticates by e-mail address, password and code; null if any of them is wrong. */
export async function byPassword(
  given: Parameters<typeof checkFactors>[1],
  origin: Origin,
): Promise<Authenticated | null> {
  if (!given.email || !given.password) return null;
  const { db } = await database();
  const proof = await checkFactors(db, given, origin);
  if (!proof) return null;
  // Outside practice, a person without a second factor must enrol one first.
  const mustEnrol = proof.way === "password" && settings().environment !== "practice";
  return { ...proof, mustEnrol };
}
