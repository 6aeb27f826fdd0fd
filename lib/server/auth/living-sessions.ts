import "server-only";
import { parseCookie } from "cookie";
import { IDLE_SECONDS } from "#lib/account/session-times.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { openSessionCookie, sessionCookieName } from "./session-cookie.ts";

/**
 * Whose requests this process takes for those of living sessions, for limits only: they are counted by
 * person, and all others by address. What the database said of a session is known by the cookie's
 * text. A session that this process has not met yet counts for the person whom its sealed cookie names,
 * as after a start everybody comes at once; the same request then finds out whether it lives.
 */

interface Met {
  /** Null for a session that has ended. */
  personId: string | null;
  /** On the clock of `performance.now()`. */
  until: number;
}

const met = singleton("living-sessions", () => new Map<string, Met>());
const MOST = 10_000;

/** Notes what the database said of the session in this cookie; null if there is none, or it has ended. */
export function noteSession(token: string, personId: string | null): void {
  met().delete(token);
  if (met().size >= MOST) met().clear();
  met().set(token, { personId, until: performance.now() + IDLE_SECONDS * 1_000 });
}

/** The person of the living session in these cookies, or null. */
export async function livingPerson(cookies: string): Promise<string | null> {
  const token = cookies === "" ? undefined : parseCookie(cookies)[sessionCookieName()];
  if (!token) return null;
  const found = met().get(token);
  if (found && found.until > performance.now()) return found.personId;
  return (await openSessionCookie(token))?.personId ?? null;
}
