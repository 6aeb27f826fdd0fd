import { and, eq, gt, like, lt, sql } from "drizzle-orm";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { signInTries } from "#lib/server/db/schema/people.ts";

/**
 * The only file that counts failed attempts: passwords, codes and recovery codes together. Ten lock
 * for half an hour (PCI DSS 8.3.4), also a name without an account.
 *
 * Anybody can use up the attempts of a name. So a client that has something which only a sign-in of
 * that person gives has attempts of its own, which nobody else can use up
 * (docs/decisions/133-nobody-locks-others-out.md).
 */

/** Attempts beyond this number fail, also with the right password or code. */
export const MAX_TRIES = 10;
const LOCK_MILLISECONDS = 30 * 60_000;
/** How long a locked name is shown as such, and how long counts are kept. */
const REMEMBERED_MILLISECONDS = 24 * 3_600_000;

/** What somebody holds who tries: it was given to the person of the name, or verified as theirs. */
export interface TryHolder {
  is: "browser" | "passkey";
  id: string;
}

/** Whose attempts are counted: those of everybody who knows the name, or of one holder. */
export interface TryKey {
  email: string;
  holder: TryHolder | null;
}

/**
 * Counts an attempt and returns the number of attempts within the lockout period. Callers count
 * before they check, so parallel attempts cannot exceed the limit. Attempts during a lockout do not
 * extend it.
 */
export async function countTry(db: Database, key: TryKey): Promise<number> {
  const now = new Date();
  const lockEnded = sql`${signInTries.lastTryAt} <= ${new Date(now.getTime() - LOCK_MILLISECONDS)}`;
  const locked = sql`${signInTries.tries} >= ${MAX_TRIES}`;
  const [row] = await db
    .insert(signInTries)
    .values({ nameHash: hashOf(key), tries: 1, lastTryAt: now })
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

/** Resets the count of a name or a holder after a person proved all factors. */
export async function resetTries(db: Database, key: TryKey): Promise<void> {
  await db.delete(signInTries).where(eq(signInTries.nameHash, hashOf(key)));
}

/** Resets the counts of a name and of all who hold something of its person. */
export async function unlock(db: Database, email: string): Promise<void> {
  await db.delete(signInTries).where(like(signInTries.nameHash, `${nameHash(email)}%`));
}

/**
 * When these names were last locked by attempts from browsers that their persons do not use, within
 * the last day.
 */
export async function lockedNames(
  db: Database,
  emails: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const byHash = new Map(emails.map((email) => [nameHash(email), email]));
  const rows = await db
    .select({ hash: signInTries.nameHash, at: signInTries.lastTryAt })
    .from(signInTries)
    .where(
      and(
        sql`${signInTries.nameHash} = any(${sql.param([...byHash.keys()])})`,
        sql`${signInTries.tries} >= ${MAX_TRIES}`,
        gt(signInTries.lastTryAt, new Date(Date.now() - REMEMBERED_MILLISECONDS)),
      ),
    );
  return new Map(rows.map(({ hash, at }) => [byHash.get(hash) ?? "", at]));
}

/** Deletes counts whose last attempt was more than a day ago. */
export async function removeOldTries(db: Database): Promise<void> {
  const oldest = new Date(Date.now() - REMEMBERED_MILLISECONDS);
  await db.delete(signInTries).where(lt(signInTries.lastTryAt, oldest));
}

/** The name's hash, which begins the keys of all who hold something of its person. */
function hashOf({ email, holder }: TryKey): string {
  const name = nameHash(email);
  return holder ? `${name} ${holder.is} ${secretHash(holder.id)}` : name;
}

function nameHash(email: string): string {
  return secretHash(email.toLowerCase());
}
