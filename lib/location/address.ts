import ipaddr from "ipaddr.js";

/**
 * The kind of an IP address (IANA's special-purpose registries, RFC 6890). Only a public address
 * can be the customer's and can be located.
 */
export type AddressClass =
  | "public"
  | "private"
  | "shared"
  | "loopback"
  | "link_local"
  | "reserved"
  | "documentation"
  | "multicast"
  | "invalid"
  | "none";

export interface Address {
  class: AddressClass;
  version: 4 | 6 | null;
  /** The field has several addresses, as X-Forwarded-For does with proxies. */
  several: boolean;
}

const NONE: Address = { class: "none", version: null, several: false };

/** The longest field that is parsed. */
const LONGEST_FIELD = 500;

/**
 * A masked part of an address. It is replaced by 77, which is in no special range below two bytes.
 */
const HIDDEN = /•+/g;
const MASK_DIGITS = "77";

/**
 * Parses the field; of several addresses the first public one, because only that can be located.
 */
export function readAddress(field: string | null): Address {
  const [first, ...more] = (field ?? "")
    .slice(0, LONGEST_FIELD)
    .replace(HIDDEN, MASK_DIGITS)
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(readOne);
  if (!first) return NONE;
  if (more.length === 0 || first.class === "public") return { ...first, several: more.length > 0 };
  const open = more.find((address) => address.class === "public");
  return { ...(open ?? first), several: true };
}

function readOne(text: string): Address {
  const bare = withoutPort(text);
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) {
    return { class: classOf4(ipaddr.IPv4.parse(bare)), version: 4, several: false };
  }
  if (!ipaddr.IPv6.isValid(bare)) return { class: "invalid", version: null, several: false };
  const address = ipaddr.IPv6.parse(bare);
  // ::ffff:10.0.0.1 is an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2).
  return address.isIPv4MappedAddress()
    ? { class: classOf4(address.toIPv4Address()), version: 4, several: false }
    : { class: classOf6(address), version: 6, several: false };
}

/** "1.2.3.4:443" and "[2001:db8::1]:443" as some proxies write them (RFC 3986, 3.2.2). */
function withoutPort(text: string): string {
  return (
    /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text
  );
}

/** Networks for documentation: RFC 5737, RFC 3849, RFC 9637. */
const DOCUMENTATION_4 = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"].map((net) =>
  ipaddr.IPv4.parseCIDR(net),
);
const DOCUMENTATION_6 = ["2001:db8::/32", "3fff::/20"].map((net) => ipaddr.IPv6.parseCIDR(net));

/** All IPv6 addresses allocated so far (IANA, IPv6 Global Unicast Address Space). */
const PUBLIC_6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** Classes of the ranges that ipaddr.js names; all others are reserved. */
const CLASS_OF_RANGE: Readonly<Record<string, AddressClass>> = {
  unicast: "public",
  private: "private",
  uniqueLocal: "private",
  carrierGradeNat: "shared",
  loopback: "loopback",
  linkLocal: "link_local",
  multicast: "multicast",
  // Addresses of tunnels (RFC 3056, RFC 4380) can be a customer's like any other.
  "6to4": "public",
  teredo: "public",
};

function classOf4(address: ipaddr.IPv4): AddressClass {
  if (DOCUMENTATION_4.some((net) => address.match(net))) return "documentation";
  return CLASS_OF_RANGE[address.range()] ?? "reserved";
}

function classOf6(address: ipaddr.IPv6): AddressClass {
  if (DOCUMENTATION_6.some((net) => address.match(net))) return "documentation";
  const found = CLASS_OF_RANGE[address.range()] ?? "reserved";
  return found === "public" && !address.match(PUBLIC_6) ? "reserved" : found;
}
