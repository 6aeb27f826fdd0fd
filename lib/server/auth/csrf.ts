import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { settings } from "#lib/server/config/settings.ts";

/** The sign-in library's token against forged forms, for sign-ins that it does not handle. */

/** Name of the cookie whose first half is the token that a sign-in form must send. */
export function csrfCookieName(): string {
  return `${settings().app.url.protocol === "https:" ? "__Host-" : ""}anyqta.csrf`;
}

/** Does the form's token belong to the cookie, and did this server make both? */
export function isCsrfToken(token: string, cookie: string | undefined): boolean {
  const hash = createHash("sha256").update(`${token}${settings().app.secret}`).digest("hex");
  const [given, expected] = [Buffer.from(cookie ?? ""), Buffer.from(`${token}|${hash}`)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
