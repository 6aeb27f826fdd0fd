import "server-only";
import { deleteCookie } from "#lib/server/http/cookies.ts";
import { clearedFlowCookie } from "./oidc/flow.ts";
import { clearedChallengeCookie } from "./passkeys/challenge-cookie.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** Set-Cookie values that delete all that a session leaves in the browser, for signing out. */
export function clearedSessionCookies(): string[] {
  return [
    deleteCookie(sessionCookieName(), { sameSite: "lax" }),
    clearedChallengeCookie(),
    clearedFlowCookie(),
  ];
}
