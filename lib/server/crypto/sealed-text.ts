import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { decrypt, encrypt } from "./aes-gcm.ts";
import { derivedKey } from "./derived-key.ts";

/**
 * Encrypted texts that only this server can read: searches by personal data in a URL, and in
 * cookies flash messages and the state of a sign-in at the identity provider. The key is derived
 * from the session secret, so sealed URLs work until that secret changes.
 */

/**
 * A text that was sealed for one purpose cannot be unsealed for another. Users choose what they
 * search for, so a sealed search must never pass as a flash message or a sign-in.
 */
type Purpose = "search" | "flash" | "sso";

const key = singleton("seal-key", () => derivedKey(settings().app.secret, "anyqta sealed text"));

export function seal(text: string, purpose: Purpose): string {
  return encrypt(key(), text, purpose);
}

/** The text, or null when this server did not seal it or sealed it for another purpose. */
export function unseal(sealed: string, purpose: Purpose): string | null {
  return decrypt(key(), sealed, purpose);
}
