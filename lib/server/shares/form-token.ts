import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import { decrypt, encrypt } from "#lib/server/crypto/aes-gcm.ts";
import { derivedKey } from "#lib/server/crypto/derived-key.ts";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * The id of a form that makes a link is the link's token, encrypted. A form that is submitted twice
 * therefore asks for the same link, and nothing is stored before the link is made.
 */

const key = singleton("share-form-key", () =>
  derivedKey(settings().app.secret, "anyqta share form"),
);

/** A new form id, valid for this person only. */
export function newFormId(personId: string): string {
  return encrypt(key(), newSecret(), personId);
}

/** The token of the link that this form makes, or null if the id is not one of this person. */
export function tokenOf(formId: string, personId: string): string | null {
  return decrypt(key(), formId, personId);
}
