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
 * Challenges that an authenticator signs, so that answers cannot be replayed (WebAuthn 13.4.3). A
 * challenge is stored for at most five minutes in an encrypted cookie of the browser that asked, so
 * that anonymous requests create no rows. The only file that reads and writes used challenges.
 */

export const CHALLENGE_SECONDS = 300;

/** The purpose and session of a challenge; its answer is not valid for any other. */
export type Ceremony =
  | { purpose: "sign-in" }
  | { purpose: "registration" | "proof"; sessionHash: string };

const key = singleton("challenge-key", () =>
  derivedKey(settings().app.secret, "anyqta passkey challenge"),
);
const sealedSchema = z.object({ challenge: z.string(), until: z.number() });

/** Encrypts a challenge for its ceremony. */
export function sealChallenge(challenge: string, ceremony: Ceremony): string {
  const until = Date.now() + CHALLENGE_SECONDS * 1_000;
  return encrypt(key(), JSON.stringify({ challenge, until }), placeOf(ceremony));
}

/**
 * Decrypts a challenge and marks it as used; null if it belongs to another ceremony, is too old or
 * was used before. Of parallel uses one succeeds.
 */
export async function consumeChallenge(
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

/**
 * Deletes challenges used more than a day ago: their cookies have expired, also after clock jumps.
 */
export async function removeSpentChallenges(db: Database): Promise<void> {
  const oldest = new Date(Date.now() - 24 * 3_600_000);
  await db.delete(spentChallenges).where(lt(spentChallenges.spentAt, oldest));
}

function placeOf(ceremony: Ceremony): string {
  const session = ceremony.purpose === "sign-in" ? "" : ceremony.sessionHash;
  return `${ceremony.purpose} ${session}`;
}
