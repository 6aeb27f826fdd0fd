import { stringifySetCookie } from "cookie";
import { settings } from "#lib/server/config/settings.ts";

/** The only file that makes Set-Cookie headers: all cookies are HttpOnly, and Secure over https. */

const YEAR_SECONDS = 365 * 24 * 3600;

/** Name of the cookie that names a session, before `hostCookieName`. */
export const SESSION_COOKIE = "anyqta.session";

interface CookieOptions {
  /** Seconds until the browser deletes the cookie. */
  maxAge: number;
  sameSite: "lax" | "strict";
  /** The browser sends the cookie for this path; "/" by default. */
  path?: string;
}

/** Whether staff use Anyqta over https. */
export function isSecure(): boolean {
  return settings().app.url.protocol === "https:";
}

/**
 * Name of a cookie of this host; `__Host-` binds it to the host over https (RFC 6265bis 4.1.3.2).
 */
export function hostCookieName(name: string): string {
  return isSecure() ? `__Host-${ownCookieName(name)}` : ownCookieName(name);
}

/** Name of a cookie of this installation: others on the same host share its cookies, but not its port. */
export function ownCookieName(name: string): string {
  const { port } = settings().app.url;
  return port === "" ? name : `${name}-${port}`;
}

/** The Set-Cookie value that sets a cookie. */
export function setCookie(name: string, value: string, options: CookieOptions): string {
  const { path = "/", ...others } = options;
  return stringifySetCookie({ name, value, path, httpOnly: true, secure: isSecure(), ...others });
}

/** The Set-Cookie value that deletes a cookie that was set with the same path. */
export function deleteCookie(name: string, options: Omit<CookieOptions, "maxAge">): string {
  return setCookie(name, "", { ...options, maxAge: 0 });
}

/** A cookie that stores a preference in this browser for a year. */
export function preferenceCookie(name: string, value: string): string {
  return setCookie(name, value, { maxAge: YEAR_SECONDS, sameSite: "lax" });
}
