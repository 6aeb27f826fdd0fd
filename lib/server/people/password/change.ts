import type { Actor, Origin } from "#lib/server/actor.ts";
import "server-only";
import { and, desc, eq, gt, notInArray } from "drizzle-orm";
import type { PasswordProblem } from "#lib/account/password-rule.ts";
import { record } from "#lib/server/audit/record.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { formerPasswords, people } from "#lib/server/db/schema/people.ts";
import { forgetWrongCodes } from "../factors/wrong-codes.ts";
import { tell } from "../notices.ts";
import { requireProof, spendProof } from "../sessions/proofs.ts";
import { endSessionsOf } from "../sessions/sessions.ts";
import { hashPassword, passwordMatches } from "./hash.ts";
import { passwordProblem, passwordRule } from "./policy.ts";

/**
 * People choose their own passwords: the first with a set-up link, later ones on their account
 * page.
 */

/** The number of a person's last passwords that are refused as new ones (PCI DSS 8.3.7). */
const REMEMBERED = 4;
const CHANGE = { name: "password_change", on: "" } as const;

interface Chosen {
  password: string;
  repeat: string;
}

/**
 * The e-mail address that a set-up link belongs to, or null when it is used, expired or unknown.
 */
export async function setUpEmail(db: Database, token: string): Promise<string | null> {
  const [person] = await db.select({ email: people.email }).from(people).where(isLive(token));
  return person?.email ?? null;
}

/** Stores the password and uses up the set-up link; or returns why not. */
export async function setUp(
  db: Database,
  { token, origin, ...chosen }: Chosen & { token: string; origin: Origin },
): Promise<"done" | "dead" | PasswordProblem> {
  const [person] = await db.select().from(people).where(isLive(token));
  if (!person) return "dead";
  const problem = await problemOf(db, person, chosen);
  if (problem) return problem;
  const passwordHash = await hashPassword(chosen.password);
  return db.transaction(async (tx) => {
    const [done] = await tx
      .update(people)
      .set({ passwordHash, setUpHash: null, setUpExpiresAt: null, lastUsedAt: new Date() })
      .where(isLive(token))
      .returning({ email: people.email });
    if (!done) return "dead";
    await remember(tx, person.id, passwordHash);
    await forgetWrongCodes(tx, person.id);
    await tell(tx, person.id, "password_set");
    await record(tx, { event: "person.set_up", success: true, by: origin, resource: done.email });
    return "done";
  });
}

/**
 * Stores the actor's new password and ends their other sessions; or returns why not.
 * @throws NotProvenError
 */
export async function changePassword(
  db: Database,
  chosen: Chosen,
  by: Actor,
): Promise<"done" | PasswordProblem> {
  await requireProof(db, by, CHANGE);
  const problem = await problemOf(db, { id: by.personId, email: by.email }, chosen);
  if (problem) return problem;
  const passwordHash = await hashPassword(chosen.password);
  await db.transaction(async (tx) => {
    await spendProof(tx, by, CHANGE);
    await tx.update(people).set({ passwordHash }).where(eq(people.id, by.personId));
    await remember(tx, by.personId, passwordHash);
    await forgetWrongCodes(tx, by.personId);
    await endSessionsOf(tx, by.personId, by);
    await tell(tx, by.personId, "password_changed");
    await record(tx, { event: "person.password_changed", success: true, by, resource: by.email });
  });
  return "done";
}

/** Whether this is the person's password. Callers count attempts before. */
export async function isOwnPassword(
  db: Database,
  personId: string,
  password: string,
): Promise<boolean> {
  const [person] = await db
    .select({ passwordHash: people.passwordHash })
    .from(people)
    .where(eq(people.id, personId));
  return passwordMatches(password, person?.passwordHash);
}

function isLive(token: string) {
  return and(eq(people.setUpHash, secretHash(token)), gt(people.setUpExpiresAt, new Date()));
}

async function problemOf(
  db: Database,
  { id, email }: { id: string; email: string },
  { password, repeat }: Chosen,
): Promise<PasswordProblem | null> {
  const problem = passwordProblem(password, { repeat, email, rule: passwordRule() });
  if (problem) return problem;
  return (await wasUsedBefore(db, id, password)) ? "used_before" : null;
}

async function wasUsedBefore(db: Database, personId: string, password: string): Promise<boolean> {
  for (const { passwordHash } of await newestOf(db, personId)) {
    if (await passwordMatches(password, passwordHash)) return true;
  }
  return false;
}

/** Adds the hash to the person's last ones and deletes older ones. */
async function remember(db: Database, personId: string, passwordHash: string): Promise<void> {
  await db.insert(formerPasswords).values({ personId, passwordHash });
  const newest = (await newestOf(db, personId)).map(({ id }) => id);
  await db
    .delete(formerPasswords)
    .where(and(eq(formerPasswords.personId, personId), notInArray(formerPasswords.id, newest)));
}

function newestOf(db: Database, personId: string) {
  return db
    .select()
    .from(formerPasswords)
    .where(eq(formerPasswords.personId, personId))
    .orderBy(desc(formerPasswords.id))
    .limit(REMEMBERED);
}
