import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { decrypt, encrypt } from "./aes-gcm.ts";
import { derivedKey } from "./derived-key.ts";

/**
 * Text that only this server can read, wherever it travels: a search that names a customer, in an
 * address; what a page shows once, or a way to the identity provider, in a cookie. Its key is derived
 * from the session secret; a link lives as long as that secret.
 */

/** What was sealed for one of them opens for no other: what people search for, they choose themselves. */
type Purpose = "search" | "flash" | "sso";

const key = singleton("seal-key", () => derivedKey(settings().app.secret, "anyqta sealed text"));

export function seal(text: string, purpose: Purpose): string {
  return encrypt(key(), text, purpose);
}

/** The text again, or null when this server did not seal it, or for another purpose. */
export function unseal(sealed: string, purpose: Purpose): string | null {
  return decrypt(key(), sealed, purpose);
}
