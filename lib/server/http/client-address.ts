import ipaddr from "ipaddr.js";

/** The client's IP address, and the network prefix by which clients are rate-limited. */

/**
 * The client's IP address: the peer's, or behind reverse proxies the one that the outermost of them
 * saw. Counts entries of X-Forwarded-For from the right, as the client can forge everything further
 * left. With fewer entries than proxies, no proxy of ours wrote the header, so the peer counts.
 */
export function clientAddress(
  { peer, forwardedFor }: { peer: string | undefined; forwardedFor: string | string[] | undefined },
  trustedProxies: number,
): string {
  const hops = String(forwardedFor ?? "").split(",");
  const forwarded = trustedProxies > 0 ? hops[hops.length - trustedProxies]?.trim() : undefined;
  const address = forwarded && ipaddr.isValid(forwarded) ? forwarded : (peer ?? "");
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : "";
}

/**
 * The key of rate limits: an IPv4 address, or the /64 of an IPv6 address, which one customer has.
 */
export function networkPrefixOf(address: string | null): string {
  if (!address || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return parsed.toByteArray().slice(0, 8).join(".");
}
