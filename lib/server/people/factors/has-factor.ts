import type { Database } from "#lib/server/db/client.ts";
import { hasPasskey } from "./passkeys.ts";
import { hasTotp } from "./totp-secrets.ts";

/** A second factor of either kind: an authenticator app (TOTP) or a passkey. */

/** Whether this person has a second factor, after the same statements for everybody. */
export async function hasFactor(db: Database, personId: string): Promise<boolean> {
  const found = [await hasTotp(db, personId), await hasPasskey(db, personId)];
  return found.includes(true);
}
