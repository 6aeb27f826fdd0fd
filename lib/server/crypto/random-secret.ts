import { createHash, randomBytes } from "node:crypto";

/** 256 random bits as base64url, for a cookie or a link. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** The SHA-256 hash, in hexadecimal, that is stored instead of a random secret or a typed name. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
