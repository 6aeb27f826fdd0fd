import { isTrustworthy } from "#lib/http/loopback.ts";
import { EpayError } from "./error.ts";

/** An origin, and a path without a trailing slash. */
export interface Address {
  origin: string;
  path: string;
}

/**
 * Parses a configured URL: https, or plain http to a loopback address.
 * @throws EpayError address_not_allowed, also for a URL with user, password, query or fragment.
 */
export function readAddress(url: string): Address {
  const parsed = parse(url);
  const { origin, pathname, username, password, search, hash } = parsed;
  if (!isTrustworthy(parsed) || username || password || search || hash) {
    throw new EpayError("address_not_allowed");
  }
  return { origin, path: pathname.replace(/\/+$/, "") };
}

function parse(url: string): URL {
  const parsed = URL.parse(url);
  if (!parsed) throw new EpayError("address_not_allowed");
  return parsed;
}
