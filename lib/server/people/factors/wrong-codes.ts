import { and, eq, gte, isNull, lte, or, sql } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { wrongCodes } from "#lib/server/db/schema/people.ts";

/**
 * The only file that counts wrong codes of people who gave the right password or came from the
 * identity provider. Ten in a row lock the person's codes for half an hour, and each further lock is
 * twice as long, up to a day. A right code ends the count and not the length of the next lock: only a new
 * password or an administrator does, as somebody knows the old one.
 */

const MAX_CODES = 10;
const LOCK_MILLISECONDS = 30 * 60_000;
const LONGEST_LOCK_MILLISECONDS = 24 * 3_600_000;

/**
 * Counts a code before it is judged, so that parallel ones cannot exceed the limit; false when it
 * must not be judged.
 */
export async function countCode(db: Database, personId: string): Promise<boolean> {
  const counted = await db
    .insert(wrongCodes)
    .values({ personId, tries: 1 })
    .onConflictDoUpdate({
      target: wrongCodes.personId,
      set: { tries: sql`${wrongCodes.tries} + 1` },
      setWhere: sql`${isUnlocked()} and ${wrongCodes.tries} < ${MAX_CODES}`,
    })
    .returning({ tries: wrongCodes.tries });
  return counted.length > 0;
}

/** Records that a counted code was right. */
export async function recordRightCode(db: Database, personId: string): Promise<void> {
  await db.update(wrongCodes).set({ tries: 0 }).where(eq(wrongCodes.personId, personId));
}

/** Records that a counted code was wrong; true when it has locked the person's codes. */
export async function recordWrongCode(db: Database, personId: string): Promise<boolean> {
  const length = sql`least(${LOCK_MILLISECONDS} * power(2, least(${wrongCodes.locks}, 20)), ${LONGEST_LOCK_MILLISECONDS})`;
  const now = new Date();
  const locked = await db
    .update(wrongCodes)
    .set({
      tries: 0,
      locks: sql`${wrongCodes.locks} + 1`,
      lockedUntil: sql`${now}::timestamptz + ${length} * interval '1 millisecond'`,
    })
    .where(and(eq(wrongCodes.personId, personId), gte(wrongCodes.tries, MAX_CODES), isUnlocked()))
    .returning({ locks: wrongCodes.locks });
  return locked.length > 0;
}

/** Ends a lock and the memory of earlier ones. */
export async function forgetWrongCodes(db: Database, personId: string): Promise<void> {
  await db.delete(wrongCodes).where(eq(wrongCodes.personId, personId));
}

function isUnlocked() {
  return or(isNull(wrongCodes.lockedUntil), lte(wrongCodes.lockedUntil, new Date()));
}
