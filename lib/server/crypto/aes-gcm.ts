import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * Encrypts text with AES-256-GCM (NIST SP 800-38D) and a random nonce; ciphertexts are base64url.
 */

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a text. `place` is additional authenticated data: it is not stored, and decryption needs
 * the same value, so a ciphertext cannot be moved to another place.
 */
export function encrypt(key: Buffer, text: string, place = ""): string {
  return encryptBytes(key, Buffer.from(text), place);
}

/** Decrypts; null when the ciphertext, the key or the place is not the original one. */
export function decrypt(key: Buffer, sealed: string, place = ""): string | null {
  return decryptBytes(key, sealed, place)?.toString("utf8") ?? null;
}

/** The same for bytes that are no text. */
export function encryptBytes(key: Buffer, bytes: Buffer, place: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  cipher.setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64url");
}

/** The bytes again, or null when they were not encrypted so. */
export function decryptBytes(key: Buffer, sealed: string, place: string): Buffer | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const opened = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    return null;
  }
}
