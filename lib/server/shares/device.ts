import "server-only";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import { ownCookieName, setCookie } from "#lib/server/http/cookies.ts";

/**
 * A device that opens a share link, so that reading the page again counts no second view: a random
 * value in a cookie that is sent for this link only, and is gone after an hour. It names nobody and
 * tells one link's reader nothing of another's.
 */

/** How long a device may read the page again after an opening that counted. */
export const AGAIN_SECONDS = 3_600;

/** The request header by which proxy.ts tells the page the device; it replaces what a client sent. */
export const DEVICE_HEADER = "x-share-device";

interface Device {
  id: string;
  /** The Set-Cookie value for a device that had none. */
  cookie: string | null;
}

/** The device of a request to this link's path; a new one without a cookie of ours. */
export function deviceOf(
  cookies: { get(name: string): { value: string } | undefined },
  path: string,
): Device {
  const name = ownCookieName("anyqta.device");
  const known = cookies.get(name)?.value;
  if (known !== undefined && /^[\w-]{43}$/.test(known)) return { id: known, cookie: null };
  const id = newSecret();
  return { id, cookie: setCookie(name, id, { path, maxAge: AGAIN_SECONDS, sameSite: "strict" }) };
}
