import "server-only";
import { decode } from "next-auth/jwt";
import { settings } from "#lib/server/config/settings.ts";
import { hostCookieName, SESSION_COOKIE } from "#lib/server/http/cookies.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * The encrypted session cookie. It contains a session id; the session's row decides if it is valid.
 */

export function sessionCookieName(): string {
  return hostCookieName(SESSION_COOKIE);
}

interface SessionCookie {
  sessionId: string;
  /**
   * The person for whom the cookie was made: for rate limits, and to tell whose input a form is.
   * Never for authorization.
   */
  personId: string | null;
  /** The browser that it was given to; null for a program. */
  device: string | null;
}

/** A cache of decrypted cookies: decryption costs more than the rest of a session's check. */
const decrypted = singleton(
  "opened-cookies",
  () => new Map<string, SessionCookie & { until: number }>(),
);
const MAX_DECRYPTED = 1_000;

/** The content of a cookie; null if it is forged, expired or encrypted with another secret. */
export async function openSessionCookie(token: string | undefined): Promise<SessionCookie | null> {
  if (!token) return null;
  const known = decrypted().get(token);
  if (known && known.until > Date.now()) return known;
  try {
    const payload = await decode({ token, secret: settings().app.secret });
    if (typeof payload?.sid !== "string") return null;
    const { sid: sessionId, sub: personId = null, device } = payload;
    const found = { sessionId, personId, device: typeof device === "string" ? device : null };
    if (decrypted().size >= MAX_DECRYPTED) decrypted().clear();
    decrypted().set(token, { ...found, until: Number(payload.exp) * 1_000 });
    return found;
  } catch {
    return null;
  }
}
