import "server-only";
import { decrypt, encrypt } from "./aes-gcm.ts";
import { derivedKey } from "./derived-key.ts";
import { settings } from "./settings.ts";
import { singleton } from "./singleton.ts";

/**
 * Text that may stand in an address although it names a customer: only this server can read it, so
 * histories, logs and proxies learn nothing. Its key is derived from the session secret; a link
 * lives as long as that secret.
 */

const key = singleton("seal-key", () => derivedKey(settings().app.secret, "anyqta sealed text"));

export function seal(text: string): string {
  return encrypt(key(), text);
}

/** The text again, or null when this server did not seal it. */
export function unseal(sealed: string): string | null {
  return decrypt(key(), sealed);
}
