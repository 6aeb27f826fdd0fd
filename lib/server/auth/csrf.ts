import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { cookies } from "next/headers";
import { AppError } from "#lib/http/errors.ts";
import { safePath } from "#lib/http/safe-path.ts";
import { settings } from "#lib/server/config/settings.ts";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import { hostCookieName, setCookie } from "#lib/server/http/cookies.ts";
import { isNavigation } from "#lib/server/http/fetch-metadata.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { signInPath } from "./current-actor.ts";

/**
 * The CSRF token of a sign-in (OWASP, signed double-submit cookie): other sites cannot sign a browser
 * in, because they can neither read the cookie nor make one.
 */

/** Longer than any form stays open. */
const SECONDS = 30 * 24 * 3_600;

/** Name of the cookie whose first half is the token that a sign-in form must send. */
export function csrfCookieName(): string {
  return hostCookieName("anyqta.csrf");
}

/** A new token, for a browser without one of ours. */
export function newCsrfToken(): string {
  return newSecret();
}

/** The Set-Cookie value for a token. */
export function csrfCookie(token: string): string {
  const value = `${token}|${hashOf(token)}`;
  return setCookie(csrfCookieName(), value, { maxAge: SECONDS, sameSite: "lax" });
}

/** The token in a cookie; null unless this server made it, with its present secret. */
export function tokenOf(cookie: string | undefined): string | null {
  const [token = ""] = cookie?.split("|") ?? [];
  return isCsrfToken(token, cookie) ? token : null;
}

/**
 * Checks the token of a form that signs in. Null if it is right; a browser whose form is older than its
 * cookie is led to a new form, which says so.
 * @throws AppError cross_site for programs
 */
export async function requireCsrfToken(
  token: string,
  { request, back }: { request: Request; back: string },
): Promise<Response | null> {
  if (isCsrfToken(token, (await cookies()).get(csrfCookieName())?.value)) return null;
  if (!isNavigation(request)) throw new AppError("cross_site");
  return seeOther(`${signInPath(safePath(back, settings().app.url.origin))}&error=expired`);
}

function isCsrfToken(token: string, cookie: string | undefined): boolean {
  const [given, expected] = [Buffer.from(cookie ?? ""), Buffer.from(`${token}|${hashOf(token)}`)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function hashOf(token: string): string {
  return createHash("sha256").update(`${token}${settings().app.secret}`).digest("hex");
}
