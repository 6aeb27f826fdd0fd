import ipaddr from "ipaddr.js";

/**
 * Whether the host is this machine: `localhost` (RFC 6761, 6.3), 127.0.0.0/8 (RFC 1122, 3.2.1.3) or
 * ::1 (RFC 4291, 2.5.3). Takes the host name of a URL, an IPv6 address with or without brackets.
 */
export function isLoopback(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  return (
    address === "localhost" ||
    (ipaddr.isValid(address) && ipaddr.parse(address).range() === "loopback")
  );
}

/**
 * Whether secrets may be sent to this address: over https, or over http to this machine
 * (potentially trustworthy origins, W3C Secure Contexts, 3.1).
 */
export function isTrustworthy({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}
