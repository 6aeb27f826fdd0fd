import { hkdfSync } from "node:crypto";

/** A key of 256 bits for one use, told by its label (HKDF, RFC 5869); one secret serves many uses. */
export function derivedKey(secret: string, label: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", label, 32));
}
