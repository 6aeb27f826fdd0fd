import ipaddr from "ipaddr.js";

/**
 * Is this host this machine: `localhost` (RFC 6761, 6.3), 127.0.0.0/8 (RFC 1122, 3.2.1.3) or ::1
 * (RFC 4291, 2.5.3)? Takes the host name of a URL, an IPv6 address with or without brackets.
 */
export function isLoopback(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  return (
    address === "localhost" ||
    (ipaddr.isValid(address) && ipaddr.parse(address).range() === "loopback")
  );
}

/**
 * May secrets travel to this address? Over https, or over http on this machine: the potentially
 * trustworthy origins of W3C Secure Contexts, 3.1.
 */
export function isTrustworthy({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}
