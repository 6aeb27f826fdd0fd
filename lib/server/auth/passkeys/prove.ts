import "server-only";
import type { Actor, Origin, Person } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { resetTries } from "#lib/server/people/lockout.ts";
import { passwordMatches } from "#lib/server/people/password/hash.ts";
import { checkPassword } from "../check-password.ts";
import { type Answered, checkPasskey } from "./passkeys.ts";

/**
 * The person whom a passkey proves: alone, or for administrators together with the password (PCI
 * DSS 8.4.1 requires two factors of them). Null when either is wrong, after the same work.
 */
export async function provePasskey(
  db: Database,
  { password, ...answered }: Answered & { password: string },
  by: Actor | Origin,
): Promise<Person | null> {
  const person = await checkPasskey(db, answered, by);
  if (!person) {
    await passwordMatches(password, null);
    return null;
  }
  if (person.role !== "admin") return person;
  const { email } = person;
  if (!(await checkPassword(db, { email, password, origin: by }))) return null;
  await resetTries(db, email);
  return person;
}
