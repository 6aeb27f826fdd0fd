import "server-only";
import { eq } from "drizzle-orm";
import { roleSchema } from "#lib/account/access.ts";
import type { Origin, Person } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { log } from "#lib/server/log.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import { recordRightCode } from "#lib/server/people/factors/wrong-codes.ts";
import { countTry, MAX_TRIES, resetTries, type TryKey } from "#lib/server/people/lockout.ts";
import { passwordMatches } from "#lib/server/people/password/hash.ts";
import { recordRefusal } from "./attempts/refusals.ts";
import { judgeCode, NOBODY } from "./second-factor/second-factor.ts";

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

/** One line for each lock, for an alert; further attempts write none. */
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

/**
 * Checks password and code together, as one attempt, which counts by the known browser, else by the
 * name. Null if either is wrong, without saying which: the same statements run after a wrong password
 * and after a right one with a wrong code. Ignores the code if the person has no second factor.
 */
export async function checkFactors(
  db: Database,
  given: { email: string; password: string; code: string; browserId?: string | null },
  by: Origin,
): Promise<FactorProof | null> {
  const { email, password, code, browserId } = given;
  const key: TryKey = { email, holder: browserId ? { is: "browser", id: browserId } : null };
  const { tries, named, proved } = await attempt(db, key, password);
  const owner = proved ?? NOBODY;
  const needsCode = await hasFactor(db, owner.id);
  const way = await judgeCode(db, owner, { code, by });
  if (proved && (way || !needsCode)) {
    await resetTries(db, key);
    if (!needsCode) await recordRightCode(db, proved.id);
    return { person: proved, way: way ?? "password" };
  }
  await recordRefusal(db, {
    event: proved ? "factor.refused" : "session.refused",
    by,
    ...(named && { resource: named.email }),
    detail: { tries },
  });
  return null;
}
