import "server-only";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { decrypt, decryptBytes, encrypt, encryptBytes } from "./aes-gcm.ts";
import { derivedKey } from "./derived-key.ts";

/**
 * Encrypted texts that only this server can read: searches by personal data and forms that were sent
 * after their session had ended in a URL, and in cookies flash messages, known browsers and the state
 * of a sign-in at the identity provider. The key is derived from the session secret, so sealed URLs
 * work until that secret changes.
 */

/**
 * A text that was sealed for one purpose cannot be unsealed for another. Users choose what they
 * search for, so a sealed search must never pass as a flash message or a sign-in.
 */
type Purpose = "search" | "flash" | "sso" | "typed" | "act" | "browser";

const key = singleton("seal-key", () => derivedKey(settings().app.secret, "anyqta sealed text"));

export function seal(text: string, purpose: Purpose): string {
  return encrypt(key(), text, purpose);
}

/** The text, or null when this server did not seal it or sealed it for another purpose. */
export function unseal(sealed: string, purpose: Purpose): string | null {
  return decrypt(key(), sealed, purpose);
}

/** A form of 64 kB has less, with every character escaped. */
const MOST_UNPACKED_BYTES = 512 * 1024;

/** Seals a text packed, for an address, where room is scarce. Its length tells how far it repeats itself. */
export function sealPacked(text: string, purpose: Purpose): string {
  return encryptBytes(key(), deflateRawSync(text), purpose);
}

/** The text again, or null when this server did not seal it so. */
export function unsealPacked(sealed: string, purpose: Purpose): string | null {
  const packed = decryptBytes(key(), sealed, purpose);
  if (packed === null) return null;
  return inflateRawSync(packed, { maxOutputLength: MOST_UNPACKED_BYTES }).toString("utf8");
}
