import { hkdfSync } from "node:crypto";

/** Derives a 256-bit key from a secret (HKDF, RFC 5869). Each purpose has a label of its own. */
export function derivedKey(secret: string, label: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", label, 32));
}
