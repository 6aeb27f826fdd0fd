import "server-only";
import { eq } from "drizzle-orm";
import { roleSchema } from "#lib/account/access.ts";
import type { Actor, Origin, Person } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { log } from "#lib/server/log.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import {
  countTry,
  MAX_TRIES,
  resetTries,
  type TryKey,
  tryKeyOf,
} from "#lib/server/people/lockout.ts";
import { passwordMatches } from "#lib/server/people/password/hash.ts";
import { recordRefusal } from "./attempts/refusals.ts";
import { consumeCode } from "./second-factor/second-factor.ts";

/** What an attempt has shown so far. */
interface Attempt {
  /** Attempts of this key within the lockout period, including this one. */
  tries: number;
  /** The person of this name, for the audit log only. */
  named: Person | null;
  /** That person, if the password is right and they may sign in with it now. */
  proved: Person | null;
}

/**
 * Counts an attempt and checks its password, with the same work for unknown, wrong, locked and
 * blocked. Counts before it checks, so parallel attempts cannot exceed the limit.
 */
async function attempt(db: Database, key: TryKey, password: string): Promise<Attempt> {
  const tries = await countTry(db, key);
  const [row] = await db.select().from(people).where(eq(people.email, key.email.toLowerCase()));
  const matches = await passwordMatches(password, row?.passwordHash);
  const named = row && { id: row.id, email: row.email, role: roleSchema.parse(row.role) };
  if (!named) return { tries, named: null, proved: null };
  if (tries === MAX_TRIES) warnOfLock(named, key);
  const isProved = matches && tries <= MAX_TRIES && row.blockedAt === null;
  return { tries, named, proved: isProved ? named : null };
}

/** One line for each lock, for an alert: whoever tries does not stop at ten. */
function warnOfLock({ id }: Person, { holder }: TryKey): void {
  log().warn({ alert: "sign_in_locked", person: id, of: holder?.is ?? "name" }, "ten wrong tries");
}

/** An e-mail address and a password, and what of the person the caller holds, if anything. */
interface Given {
  email: string;
  password: string;
  origin: Origin;
  holder?: TryKey["holder"];
}

/**
 * Checks an e-mail address and a password. Null if unknown, wrong, locked or blocked. The attempt
 * stays counted.
 */
export async function checkPassword(
  db: Database,
  { email, password, origin, holder = null }: Given,
): Promise<Person | null> {
  const { tries, named, proved } = await attempt(db, { email, holder }, password);
  if (proved) return proved;
  await recordRefusal(db, {
    event: "session.refused",
    by: origin,
    ...(named && { resource: named.email }),
    detail: { tries },
  });
  return null;
}

/** A person who proved all their factors, and the last of these. */
export interface FactorProof {
  person: Person;
  way: "password" | "code" | "recovery";
}

/** In place of a person whose password is wrong: has no factor, so no code is right. */
const NOBODY: Pick<Person, "id" | "email"> = {
  id: "00000000-0000-0000-0000-000000000000",
  email: "",
};

/**
 * Checks password and code together, as one attempt, which counts by the session of a signed-in
 * person, else by the known browser, else by the name. Null if either is wrong, without saying
 * which: the same statements run after a wrong password and after a right one with a wrong code.
 * Ignores the code if the person has no second factor.
 */
export async function checkFactors(
  db: Database,
  given: { email: string; password: string; code: string; browserId?: string | null },
  by: Actor | Origin,
): Promise<FactorProof | null> {
  const { email, password, code, browserId } = given;
  const key: TryKey = browserId
    ? { email, holder: { is: "browser", id: browserId } }
    : tryKeyOf(by, email);
  const { tries, named, proved } = await attempt(db, key, password);
  const owner = proved ?? NOBODY;
  const needsCode = await hasFactor(db, owner.id);
  const way = await consumeCode(db, owner, { code, by, key });
  if (proved && !needsCode) {
    // After a right code the count was reset with it.
    await resetTries(db, key);
    return { person: proved, way: "password" };
  }
  if (proved && way) return { person: proved, way };
  await recordRefusal(db, {
    event: proved ? "factor.refused" : "session.refused",
    by,
    ...(named && { resource: named.email }),
    detail: { tries },
  });
  return null;
}
