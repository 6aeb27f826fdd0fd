import ipaddr from "ipaddr.js";

/** Addresses of visitors: whose word to take, and what counts as one place. */

/**
 * The address of the visitor: whoever connected, or with so many reverse proxies in front the one
 * that the outermost of them saw. X-Forwarded-For is read from the right, as everything further left
 * may be the visitor's own invention; with fewer entries than proxies nobody of ours has written it.
 */
export function visitorAddress(
  { peer, forwardedFor }: { peer: string | undefined; forwardedFor: string | string[] | undefined },
  trustedProxies: number,
): string {
  const hops = String(forwardedFor ?? "").split(",");
  const told = trustedProxies > 0 ? hops[hops.length - trustedProxies]?.trim() : undefined;
  const address = told && ipaddr.isValid(told) ? told : (peer ?? "");
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : "";
}

/** One place for counting: an IPv4 address, or the /64 that one customer of IPv6 is given. */
export function placeOf(address: string | null): string {
  if (!address || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return parsed.toByteArray().slice(0, 8).join(".");
}
