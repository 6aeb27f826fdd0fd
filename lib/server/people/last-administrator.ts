import { and, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { linkedPeople } from "./identities.ts";

/** Somebody must be left who can administer. */

/** A number of our own: changes that may take an administrator away come one after the other. */
const STAFF_LOCK = 7_264_692;

/** Waits until no other transaction changes the staff; until the end of this one none does. */
export async function lockStaff(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${STAFF_LOCK})`);
}

/** Is there an administrator who can come in? */
export async function hasAdministrator(db: Database): Promise<boolean> {
  const [one] = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.role, "admin"), isNull(people.blockedAt), hasWayIn(db)))
    .limit(1);
  return one !== undefined;
}

/** Has a password, or comes by single sign-on: invited people have neither yet. */
export function hasWayIn(db: Database) {
  return or(isNotNull(people.passwordHash), inArray(people.id, linkedPeople(db)));
}
