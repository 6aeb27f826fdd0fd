import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Code of the error, which the log shows. */
const NOT_PUBLIC = "ADDRESS_NOT_PUBLIC";

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

function isPublic({ address }: { address: string }): boolean {
  return ipaddr.process(address).range() === "unicast";
}

function notPublic(): NodeJS.ErrnoException {
  return Object.assign(new Error("the name leads to no public address"), { code: NOT_PUBLIC });
}
