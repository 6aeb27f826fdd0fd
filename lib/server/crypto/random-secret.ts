import { createHash, randomBytes } from "node:crypto";

/** 256 random bits as text for a cookie or a link. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What we keep of a random secret or a typed name: SHA-256, hexadecimal. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
