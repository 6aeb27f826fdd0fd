import "server-only";
import { parseCookie } from "cookie";
import { IDLE_SECONDS } from "#lib/account/session-times.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { sessionCookieName } from "./session-cookie.ts";

/**
 * Whose requests this process takes for those of living sessions, for limits only: they are counted by
 * person, and all others by address. It knows a session once a request has found it in the database,
 * and by the cookie's text, so that a cookie of a stranger costs no decryption.
 */

interface Living {
  personId: string;
  /** On the clock of `performance.now()`. */
  until: number;
}

const living = singleton("living-sessions", () => new Map<string, Living>());
const MOST = 10_000;

/** Notes what the database said of the session in this cookie; null if there is none, or it has ended. */
export function noteSession(token: string, personId: string | null): void {
  living().delete(token);
  if (personId === null) return;
  if (living().size >= MOST) living().clear();
  living().set(token, { personId, until: performance.now() + IDLE_SECONDS * 1_000 });
}

/** The person of the living session in these cookies, or null. */
export function livingPerson(cookies: string): string | null {
  const token = cookies === "" ? undefined : parseCookie(cookies)[sessionCookieName()];
  const found = token === undefined ? undefined : living().get(token);
  return found && found.until > performance.now() ? found.personId : null;
}
