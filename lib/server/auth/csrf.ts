import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { settings } from "#lib/server/config/settings.ts";
import { hostCookieName } from "#lib/server/http/cookies.ts";

/** Checks next-auth's CSRF token for sign-ins that next-auth does not handle. */

/** Name of the cookie whose first half is the token that a sign-in form must send. */
export function csrfCookieName(): string {
  return hostCookieName("anyqta.csrf");
}

/** Whether the form's token matches the cookie and this server made both. */
export function isCsrfToken(token: string, cookie: string | undefined): boolean {
  const hash = createHash("sha256").update(`${token}${settings().app.secret}`).digest("hex");
  const [given, expected] = [Buffer.from(cookie ?? ""), Buffer.from(`${token}|${hash}`)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
