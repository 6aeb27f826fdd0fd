import { isTrustworthy } from "#lib/http/loopback.ts";
import { EpayError } from "./error.ts";

/** An origin to connect to, and a path without a slash at its end. */
export interface Address {
  origin: string;
  path: string;
}

/**
 * Reads a configured address: https, or plain http on this machine only.
 * @throws EpayError address_not_allowed, also for a user, password, query or fragment in it
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
