import { eq, sql } from "drizzle-orm";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { signInTries } from "#lib/server/db/schema/people.ts";

/**
 * The only file that counts failed attempts: passwords, codes and recovery codes of one e-mail
 * address together. Ten lock the address for half an hour (PCI DSS 8.3.4), also without an account.
 */

/** Attempts beyond this number fail, also with the right password or code. */
export const MAX_TRIES = 10;
const LOCK_MILLISECONDS = 30 * 60_000;

/**
 * Counts an attempt and returns the number of attempts within the lockout period. Callers count
 * before they check, so parallel attempts cannot exceed the limit. Attempts during a lockout do not
 * extend it.
 */
export async function countTry(db: Database, email: string): Promise<number> {
  const now = new Date();
  const lockEnded = sql`${signInTries.lastTryAt} <= ${new Date(now.getTime() - LOCK_MILLISECONDS)}`;
  const locked = sql`${signInTries.tries} >= ${MAX_TRIES}`;
  const [row] = await db
    .insert(signInTries)
    .values({ nameHash: nameHash(email), tries: 1, lastTryAt: now })
    .onConflictDoUpdate({
      target: signInTries.nameHash,
      set: {
        tries: sql`case when ${lockEnded} then 1 else least(${signInTries.tries} + 1, ${MAX_TRIES + 1}) end`,
        lastTryAt: sql`case when ${locked} and not (${lockEnded}) then ${signInTries.lastTryAt} else ${now} end`,
      },
    })
    .returning({ tries: signInTries.tries });
  return row?.tries ?? MAX_TRIES + 1;
}

/** Resets the count after a person proved all factors. */
export async function resetTries(db: Database, email: string): Promise<void> {
  await db.delete(signInTries).where(eq(signInTries.nameHash, nameHash(email)));
}

function nameHash(email: string): string {
  return secretHash(email.toLowerCase());
}
