import { lookup } from "node:dns";
import { lookup as resolve } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Code of the error, which the log shows. */
export const NOT_PUBLIC = "ADDRESS_NOT_PUBLIC";

/**
 * Resolves a name as Node does, but fails if any address is in a private or special range (RFC
 * 6890): such an answer means that somebody has tampered with DNS.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    const refused = error ?? (found.every(isPublic) ? null : notPublic());
    if (refused || !first) callback(refused ?? notPublic(), []);
    else if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

/** The addresses of a name that are not public, for the message that says why it is refused. */
export async function privateAddressesOf(hostname: string): Promise<string[]> {
  const found = await resolve(hostname, { all: true }).catch(() => []);
  return found.filter((one) => !isPublic(one)).map(({ address }) => address);
}

function isPublic({ address }: { address: string }): boolean {
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv6" && parsed.match(LOCAL_NAT64)) return false;
  return (embedded(parsed) ?? parsed).range() === "unicast";
}

/** NAT64 within a network (RFC 8215), which ipaddr.js takes for public. */
const LOCAL_NAT64 = ipaddr.parseCIDR("64:ff9b:1::/48");

/** The IPv4 address in an address of NAT64 (64:ff9b::/96, RFC 6052), which leads there. */
function embedded(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | null {
  if (address.kind() !== "ipv6" || address.range() !== "rfc6052") return null;
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

function notPublic(): NodeJS.ErrnoException {
  return Object.assign(new Error("the name leads to no public address"), { code: NOT_PUBLIC });
}
