import "server-only";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { decrypt, decryptBytes, encrypt, encryptBytes } from "./aes-gcm.ts";
import { derivedKey } from "./derived-key.ts";

/**
 * Text that only this server can read, wherever it travels: a search that names a customer, in an
 * address; a form that came after its session had ended, in the way back; what a page shows once, or a
 * way to the identity provider, in a cookie. Its key is derived from the session secret; a link lives
 * as long as that secret.
 */

/** What was sealed for one of them opens for no other: what people search for, they choose themselves. */
type Purpose = "search" | "flash" | "sso" | "typed";

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
