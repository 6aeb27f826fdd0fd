import "server-only";
import { decode } from "next-auth/jwt";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** The signed-in cookie, sealed by our secret. It names; whether the session lives, its row decides. */

/** `__Host-` binds the cookie to this host over https (RFC 6265bis 4.1.3.2). */
export function sessionCookieName(): string {
  return settings().app.url.protocol === "https:" ? "__Host-anyqta.session" : "anyqta.session";
}

interface SessionCookie {
  sessionId: string;
  /** Whose it was when it was sealed: good for counting, never for deciding. */
  personId: string | null;
}

/** What cookies were found to hold, as opening one costs more than all else about a session. */
const opened = singleton(
  "opened-cookies",
  () => new Map<string, SessionCookie & { until: number }>(),
);
const MOST_OPENED = 1_000;

/** What the cookie's text holds; null when forged, expired or of an older secret. */
export async function openSessionCookie(token: string | undefined): Promise<SessionCookie | null> {
  if (!token) return null;
  const known = opened().get(token);
  if (known && known.until > Date.now()) return known;
  try {
    const payload = await decode({ token, secret: settings().app.secret });
    if (typeof payload?.sid !== "string") return null;
    const found = { sessionId: payload.sid, personId: payload.sub ?? null };
    if (opened().size >= MOST_OPENED) opened().clear();
    opened().set(token, { ...found, until: Number(payload.exp) * 1_000 });
    return found;
  } catch {
    return null;
  }
}
