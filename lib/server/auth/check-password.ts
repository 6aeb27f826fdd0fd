import "server-only";
import { eq } from "drizzle-orm";
import { roleSchema } from "#lib/account/access.ts";
import type { Actor, Origin, Person } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import { countTry, MAX_TRIES, resetTries } from "#lib/server/people/lockout.ts";
import { passwordMatches } from "#lib/server/people/password/hash.ts";
import { checkCountedCode } from "./second-factor/second-factor.ts";

/** A person whose password is right. */
interface PasswordProof extends Person {
  /** Attempts with this e-mail address within the lockout period, including this one. */
  tries: number;
  /** Whether a second factor must still be checked; until then the attempt stays counted. */
  needsCode: boolean;
}

/**
 * Checks an e-mail address and a password. Null if unknown, wrong, locked or blocked, after the
 * same work for each. Counts the attempt before the check, so parallel attempts cannot exceed the
 * limit. A right password resets the count only if no second factor follows; otherwise it would
 * also reset the count of wrong codes.
 */
export async function checkPassword(
  db: Database,
  { email, password, origin }: { email: string; password: string; origin: Origin },
): Promise<PasswordProof | null> {
  const tries = await countTry(db, email);
  const [person] = await db.select().from(people).where(eq(people.email, email.toLowerCase()));
  const matches = await passwordMatches(password, person?.passwordHash);
  if (!person || !matches || tries > MAX_TRIES || person.blockedAt !== null) {
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

/** A person who proved all their factors, and the last of these. */
export interface FactorProof {
  person: Person;
  way: "password" | "code" | "recovery";
}

/**
 * Checks password and code together, as one attempt. Null if either is wrong, without saying which.
 * Ignores the code if the person has no second factor.
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
