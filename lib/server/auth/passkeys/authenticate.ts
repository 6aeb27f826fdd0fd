import "server-only";
import type { Actor, Origin, Person } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { resetTries } from "#lib/server/people/lockout.ts";
import { passwordMatches } from "#lib/server/people/password/hash.ts";
import { checkPassword } from "../check-password.ts";
import { type CeremonyAnswer, checkPasskey } from "./passkeys.ts";

/**
 * Authenticates a person by a passkey; administrators also need their password, as PCI DSS 8.4.1
 * requires two factors of them. Null if either is wrong, after the same work.
 */
export async function authenticateWithPasskey(
  db: Database,
  { password, ...answered }: CeremonyAnswer & { password: string },
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
