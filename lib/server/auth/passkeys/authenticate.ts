import "server-only";
import type { Actor, Origin, Person } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { resetTries, type TryKey } from "#lib/server/people/lockout.ts";
import { checkPassword } from "../check-password.ts";
import { type CeremonyAnswer, checkPasskey } from "./passkeys.ts";

/**
 * Authenticates a person by a passkey; administrators also need their password, as PCI DSS 8.4.1
 * requires two factors of them. Null if either is wrong. No password is hashed before the passkey has
 * signed, so nobody without one can make the server work or use up attempts: those of the password
 * count by the passkey.
 */
export async function authenticateWithPasskey(
  db: Database,
  { password, ...answered }: CeremonyAnswer & { password: string },
  by: Actor | Origin,
): Promise<Person | null> {
  const verified = await checkPasskey(db, answered, by);
  if (!verified) return null;
  const { person, passkeyId } = verified;
  if (person.role !== "admin") return person;
  const key: TryKey = { email: person.email, holder: { is: "passkey", id: passkeyId } };
  if (!(await checkPassword(db, { ...key, password, origin: by }))) return null;
  await resetTries(db, key);
  return person;
}
