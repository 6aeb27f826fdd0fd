import { and, eq, gt, sql } from "drizzle-orm";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { signInTries } from "#lib/server/db/schema/people.ts";

/**
 * The one file that counts wrong tries: passwords, codes and recovery codes of one e-mail together.
 * Ten lock the e-mail for half an hour (PCI DSS 8.3.4), whether an account has it or not.
 */

/** A try beyond this number fails, however right it is. */
export const MAX_TRIES = 10;
const LOCK_MILLISECONDS = 30 * 60_000;

/**
 * Counts one try, before it is checked so that parallel ones cannot slip by, and gives the number of
 * tries within the lockout. Tries while locked do not extend it.
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

/** Takes back one right try, and keeps the wrong ones counted. */
export async function takeTryBack(db: Database, email: string): Promise<void> {
  await db
    .update(signInTries)
    .set({ tries: sql`${signInTries.tries} - 1` })
    .where(and(eq(signInTries.nameHash, nameHash(email)), gt(signInTries.tries, 0)));
}

/** Forgets the tries of a person who gave every factor. */
export async function forgetTries(db: Database, email: string): Promise<void> {
  await db.delete(signInTries).where(eq(signInTries.nameHash, nameHash(email)));
}

function nameHash(email: string): string {
  return secretHash(email.toLowerCase());
}
