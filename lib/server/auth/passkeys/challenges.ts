import "server-only";
import { lt } from "drizzle-orm";
import { z } from "zod";
import { settings } from "#lib/server/config/settings.ts";
import { decrypt, encrypt } from "#lib/server/crypto/aes-gcm.ts";
import { derivedKey } from "#lib/server/crypto/derived-key.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { spentChallenges } from "#lib/server/db/schema/people.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * What an authenticator has to sign, so that its answer is fresh (WebAuthn 13.4.3). A challenge waits
 * in a sealed cookie of the browser that asked, five minutes at most, so that strangers leave no rows
 * behind; the one file that touches the challenges that were spent.
 */

export const CHALLENGE_SECONDS = 300;

/** What a challenge is for: the answer to one is good for nothing else, and in no other session. */
export type Ceremony =
  | { purpose: "sign-in" }
  | { purpose: "registration" | "proof"; sessionHash: string };

const key = singleton("challenge-key", () =>
  derivedKey(settings().app.secret, "anyqta passkey challenge"),
);
const sealedSchema = z.object({ challenge: z.string(), until: z.number() });

/** Seals a challenge for its ceremony. */
export function sealChallenge(challenge: string, ceremony: Ceremony): string {
  const until = Date.now() + CHALLENGE_SECONDS * 1_000;
  return encrypt(key(), JSON.stringify({ challenge, until }), placeOf(ceremony));
}

/**
 * Opens a sealed challenge and spends it; null when it is of another ceremony, too old or spent. Of
 * many uses at once one succeeds.
 */
export async function spendChallenge(
  db: Database,
  sealed: string,
  ceremony: Ceremony,
): Promise<string | null> {
  const text = decrypt(key(), sealed, placeOf(ceremony));
  if (text === null) return null;
  const { challenge, until } = sealedSchema.parse(JSON.parse(text));
  if (until <= Date.now()) return null;
  const spent = await db
    .insert(spentChallenges)
    .values({ hash: secretHash(challenge), spentAt: new Date() })
    .onConflictDoNothing({ target: spentChallenges.hash })
    .returning({ hash: spentChallenges.hash });
  return spent.length > 0 ? challenge : null;
}

/** Removes what was spent so long ago that no cookie brings it back, whatever the clock did. */
export async function removeSpentChallenges(db: Database): Promise<void> {
  const oldest = new Date(Date.now() - 24 * 3_600_000);
  await db.delete(spentChallenges).where(lt(spentChallenges.spentAt, oldest));
}

function placeOf(ceremony: Ceremony): string {
  const session = ceremony.purpose === "sign-in" ? "" : ceremony.sessionHash;
  return `${ceremony.purpose} ${session}`;
}
