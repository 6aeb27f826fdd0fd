import { randomInt } from "node:crypto";

/** Without look-alikes (0/O, 1/I/L), so that it can be read out on the phone. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** A short name of one request: shown to people on errors, written in the log and the audit. */
export function newReference(): string {
  return Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}
