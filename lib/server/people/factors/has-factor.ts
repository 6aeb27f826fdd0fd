import type { Database } from "#lib/server/db/client.ts";
import { hasPasskey, peopleWithPasskey } from "./passkeys.ts";
import { hasTotp, peopleWithTotp } from "./totp-secrets.ts";

/** A second factor of either kind: an authenticator app (TOTP) or a passkey. */

/** Whether this person has a second factor. */
export async function hasFactor(db: Database, personId: string): Promise<boolean> {
  return (await hasTotp(db, personId)) || (await hasPasskey(db, personId));
}

/** The ids of all people who have a second factor. */
export async function peopleWithFactor(db: Database): Promise<ReadonlySet<string>> {
  return new Set([...(await peopleWithTotp(db)), ...(await peopleWithPasskey(db))]);
}
