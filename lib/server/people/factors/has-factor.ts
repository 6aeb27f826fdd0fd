import type { Database } from "#lib/server/db/client.ts";
import { hasPasskey, peopleWithPasskey } from "./passkeys.ts";
import { hasApp, peopleWithApp } from "./totp-secrets.ts";

/** A second factor of either kind: an app with codes, or a passkey. */

/** Has this person more than a password to prove themselves by? */
export async function hasFactor(db: Database, personId: string): Promise<boolean> {
  return (await hasApp(db, personId)) || (await hasPasskey(db, personId));
}

/** Ids of all people who have. */
export async function peopleWithFactor(db: Database): Promise<ReadonlySet<string>> {
  return new Set([...(await peopleWithApp(db)), ...(await peopleWithPasskey(db))]);
}
