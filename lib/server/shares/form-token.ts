import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import { decrypt, encrypt } from "#lib/server/crypto/aes-gcm.ts";
import { derivedKey } from "#lib/server/crypto/derived-key.ts";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * The id of a form that makes a link: the link's token, sealed. So a form that is sent twice asks for
 * one and the same link, and nothing of it is kept before there is one.
 */

const key = singleton("share-form-key", () =>
  derivedKey(settings().app.secret, "anyqta share form"),
);

/** For one form of one person. */
export function newFormId(personId: string): string {
  return encrypt(key(), newSecret(), personId);
}

/** The token of the link that this form makes, or null when the form is not one of this person's. */
export function tokenOf(formId: string, personId: string): string | null {
  return decrypt(key(), formId, personId);
}
