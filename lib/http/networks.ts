import ipaddr from "ipaddr.js";

/** An address with the length of its network's prefix. */
type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];
export type Networks = readonly Network[];

/** Reads addresses and networks (CIDR) separated by commas or blanks; null if one is neither. */
export function parseNetworks(text: string): Networks | null {
  const parts = partsOf(text).map(networkOf);
  return parts.every((part) => part !== null) ? parts : null;
}

/**
 * Whether every address of the field is in one of the networks. Text that is no address is ignored;
 * false if there is no address at all.
 */
export function isWithin(field: string | null, networks: Networks): boolean {
  if (networks.length === 0) return false;
  const addresses = partsOf(field ?? "").flatMap((part) => addressOf(part) ?? []);
  return (
    addresses.length > 0 &&
    addresses.every((address) =>
      networks.some((network) => network[0].kind() === address.kind() && address.match(network)),
    )
  );
}

function partsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

function networkOf(text: string): Network | null {
  if (text.includes("/")) return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : null;
  const address = addressOf(text);
  return address && [address, address.kind() === "ipv4" ? 32 : 128];
}

/** An IPv4-mapped IPv6 address is the IPv4 address (RFC 4291, 2.5.5.2). */
function addressOf(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  return isAddress ? ipaddr.process(text) : null;
}
