import "server-only";
import { encode } from "next-auth/jwt";
import { settings } from "#lib/server/config/settings.ts";
import { SESSION_HOURS } from "#lib/server/people/sessions.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** The cookie of a session that was begun without the sign-in library, as that would make it. */
export async function newSessionCookie({
  sessionId,
  personId,
}: {
  sessionId: string;
  personId: string;
}): Promise<string> {
  const { app } = settings();
  const maxAge = SESSION_HOURS * 3_600;
  const token = { sid: sessionId, sub: personId };
  const sealed = await encode({ token, secret: app.secret, maxAge });
  const secure = app.url.protocol === "https:" ? "; Secure" : "";
  return `${sessionCookieName()}=${sealed}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}
