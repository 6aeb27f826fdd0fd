import { eq } from "drizzle-orm";
import { roleSchema } from "#lib/account/access.ts";
import type { Origin, Person } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { isClosed } from "#lib/server/people/account-status.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import { countTry, forgetTries, MAX_TRIES, takeTryBack } from "#lib/server/people/lockout.ts";
import { passwordMatches } from "#lib/server/people/password/hash.ts";

/**
 * Checks a name and a password. Null for unknown, wrong, locked and blocked alike, after the same
 * work. The try is counted before the password is looked at, so that parallel tries cannot slip by.
 */
export async function checkPassword(
  db: Database,
  { email, password, origin }: { email: string; password: string; origin: Origin },
): Promise<Person | null> {
  const tries = await countTry(db, email);
  const [person] = await db.select().from(people).where(eq(people.email, email.toLowerCase()));
  const matches = await passwordMatches(password, person?.passwordHash);
  if (!person || !matches || tries > MAX_TRIES || isClosed(person)) {
    await record(db, {
      event: "session.refused",
      success: false,
      by: origin,
      ...(person ? { resource: person.email } : {}),
      detail: { tries },
    });
    return null;
  }
  // Where a second factor is asked for, a right password must not wipe out wrong codes before it.
  await ((await hasFactor(db, person.id)) ? takeTryBack(db, email) : forgetTries(db, email));
  return { id: person.id, email: person.email, role: roleSchema.parse(person.role) };
}
