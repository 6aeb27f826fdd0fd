import { and, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { linkedPeople } from "./identities.ts";

/** Keeps at least one administrator who can sign in. */

/** Key of the advisory lock that serializes changes which may remove an administrator. */
const STAFF_LOCK = 7_264_692;

/** Takes the advisory lock of staff changes until the transaction ends. */
export async function lockStaff(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${STAFF_LOCK})`);
}

/** Whether there is an administrator who is not blocked and can sign in. */
export async function hasAdministrator(db: Database): Promise<boolean> {
  const [one] = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.role, "admin"), isNull(people.blockedAt), hasCredential(db)))
    .limit(1);
  return one !== undefined;
}

/** A condition: has a password or a linked identity. Invited people have neither. */
export function hasCredential(db: Database) {
  return or(isNotNull(people.passwordHash), inArray(people.id, linkedPeople(db)));
}
