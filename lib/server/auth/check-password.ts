import "server-only";
import { eq } from "drizzle-orm";
import { roleSchema } from "#lib/account/access.ts";
import type { Actor, Origin, Person } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { isBlocked } from "#lib/server/people/account-status.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import { countTry, MAX_TRIES, resetTries } from "#lib/server/people/lockout.ts";
import { passwordMatches } from "#lib/server/people/password/hash.ts";
import { checkCountedCode } from "./second-factor/second-factor.ts";

/** A person whose password was right. */
interface PasswordProof extends Person {
  /** Tries of this e-mail within the lockout, this one included. */
  tries: number;
  /** Whether a second factor is still to be checked; until then the try stays counted. */
  needsCode: boolean;
}

/**
 * Checks an e-mail and a password. Null for unknown, wrong, locked and blocked alike, after the
 * same work. The try is counted before the check, so that parallel tries cannot slip by. A right
 * password clears the counter only where no second factor follows: it must not clear wrong codes
 * before it.
 */
export async function checkPassword(
  db: Database,
  { email, password, origin }: { email: string; password: string; origin: Origin },
): Promise<PasswordProof | null> {
  const tries = await countTry(db, email);
  const [person] = await db.select().from(people).where(eq(people.email, email.toLowerCase()));
  const matches = await passwordMatches(password, person?.passwordHash);
  if (!person || !matches || tries > MAX_TRIES || isBlocked(person)) {
    await record(db, {
      event: "session.refused",
      success: false,
      by: origin,
      ...(person ? { resource: person.email } : {}),
      detail: { tries },
    });
    return null;
  }
  const needsCode = await hasFactor(db, person.id);
  if (!needsCode) await resetTries(db, email);
  const role = roleSchema.parse(person.role);
  return { id: person.id, email: person.email, role, tries, needsCode };
}

/** A person who gave every factor they have, and the last of them. */
export interface FactorProof {
  person: Person;
  way: "password" | "code" | "recovery";
}

/**
 * Checks password and code together, as one try. Null when either is wrong, with no word about
 * which. Without a second factor the code is ignored.
 */
export async function checkFactors(
  db: Database,
  { email, password, code }: { email: string; password: string; code: string },
  by: Actor | Origin,
): Promise<FactorProof | null> {
  const proof = await checkPassword(db, { email, password, origin: by });
  if (!proof) return null;
  const { tries, needsCode, ...person } = proof;
  if (!needsCode) return { person, way: "password" };
  const way = await checkCountedCode(db, person, { code, by, tries });
  return way && { person, way };
}
