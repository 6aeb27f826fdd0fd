import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { type Role, roleSchema } from "#lib/account/access.ts";
import type { Act } from "#lib/account/acts.ts";
import type { NoticeName } from "#lib/account/notices.ts";
import type { Actor, Person } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { newSecret, secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { forgetWrongCodes } from "./factors/wrong-codes.ts";
import { unlink } from "./identities.ts";
import { hasAdministrator, lockStaff } from "./last-administrator.ts";
import { unlock } from "./lockout.ts";
import { tell } from "./notices.ts";
import { hashPassword } from "./password/hash.ts";
import { spendProof } from "./sessions/proofs.ts";
import { endSessionsOf } from "./sessions/sessions.ts";

/**
 * Staff accounts: adds and changes them. What an administrator does needs a proof of its own;
 * the command line, whose `by` is null, needs none.
 */

const SET_UP_LINK_HOURS = 24;

export const emailSchema = z
  .email()
  .max(254)
  .transform((email) => email.toLowerCase());

/**
 * Adds a person and returns the one-time token of the set-up link, valid for 24 hours.
 * @throws StaffError when the e-mail address is taken; NotProvenError
 */
export async function addPerson(
  db: Database,
  { email, role, by = null }: { email: string; role: Role; by?: Actor | null },
): Promise<string> {
  const token = newSecret();
  await db.transaction(async (tx) => {
    await spendProof(tx, by, { name: "person_invite", on: email, role });
    const added = await tx
      .insert(people)
      .values({ email, role, createdAt: new Date(), ...setUpValues(token) })
      .onConflictDoNothing({ target: people.email })
      .returning({ id: people.id });
    if (added.length === 0) throw new StaffError(`${email} is there already`);
    await record(tx, {
      event: "person.added",
      success: true,
      by,
      resource: email,
      detail: { role },
    });
  });
  return token;
}

/**
 * Removes the password and the link to the identity provider, ends all sessions and returns the
 * token of a new set-up link.
 * @throws NotProvenError
 */
export async function resetPerson(
  db: Database,
  email: string,
  by: Actor | null = null,
): Promise<string> {
  const token = newSecret();
  const values = { passwordHash: null, ...setUpValues(token) };
  await change(db, { email, event: "person.reset", by, values });
  return token;
}

/**
 * Blocks a person and ends their sessions.
 * @throws StaffError when no administrator would be left; NotProvenError
 */
export function blockPerson(db: Database, email: string, by: Actor | null = null): Promise<void> {
  const values = { blockedAt: new Date() };
  return change(db, { email, event: "person.blocked", by, values });
}

/** @throws NotProvenError */
export function unblockPerson(db: Database, email: string, by: Actor | null = null): Promise<void> {
  const values = { blockedAt: null, lastUsedAt: new Date() };
  return change(db, { email, event: "person.unblocked", by, values });
}

/**
 * Gives a person another role and ends their sessions.
 * @throws StaffError when no administrator would be left; NotProvenError
 */
export function changeRole(
  db: Database,
  { email, role, by }: { email: string; role: Role; by: Actor },
): Promise<void> {
  return change(db, { email, event: "person.role_changed", by, values: { role } });
}

/**
 * Ends every session of a person; they may sign in again.
 * @throws NotProvenError
 */
export function signPersonOut(db: Database, email: string, by: Actor): Promise<void> {
  return change(db, { email, event: "person.signed_out", by });
}

/**
 * Lets a person sign in again whose attempts are used up, by themselves or by others. Their sessions go
 * on.
 * @throws NotProvenError
 */
export async function unlockPerson(db: Database, email: string, by: Actor): Promise<void> {
  await db.transaction(async (tx) => {
    await spendProof(tx, by, { name: "person_unlock", on: email });
    await personByEmail(tx, email);
    await unlock(tx, email);
    await record(tx, { event: "person.unlocked", success: true, by, resource: email });
  });
}

/** The changes: the act that needs a proof, and what the person is told. */
const CHANGES = {
  "person.reset": { act: "person_reset", notice: "account_reset" },
  "person.blocked": { act: "person_block", notice: null },
  "person.unblocked": { act: "person_unblock", notice: null },
  "person.role_changed": { act: "person_role", notice: "role_changed" },
  "person.signed_out": { act: "person_sign_out", notice: null },
} as const satisfies Record<string, { act: Act["name"]; notice: NoticeName | null }>;

interface Change {
  email: string;
  event: keyof typeof CHANGES;
  /** Null for the command line. */
  by: Actor | null;
  /** New values of the person's row; all sessions end in any case. */
  values?: Partial<typeof people.$inferInsert>;
}

async function change(db: Database, { email, event, by, values }: Change): Promise<void> {
  const { act: name, notice } = CHANGES[event];
  await db.transaction(async (tx) => {
    await lockStaff(tx);
    await spendProof(tx, by, { name, on: email, ...(values?.role && { role: values.role }) });
    const [before] = await tx.select().from(people).where(eq(people.email, email)).for("update");
    if (!before) throw new StaffError(`${email} is not among the staff`);
    if (values) await tx.update(people).set(values).where(eq(people.id, before.id));
    // Only the command line may remove the last administrator, as it can also add one.
    if (by && !(await hasAdministrator(tx))) throw new StaffError("no administrator would be left");
    await endSessionsOf(tx, before.id);
    if (event === "person.reset" && (await unlink(tx, before.id))) {
      await record(tx, { event: "identity.unlinked", success: true, by, resource: email });
    }
    // With a reset or an unblocking the administrator vouches for the person, so the lockout ends.
    await unlock(tx, email);
    await forgetWrongCodes(tx, before.id);
    if (notice) await tell(tx, before.id, notice);
    const detail = values?.role ? { before: before.role, after: values.role } : {};
    await record(tx, { event, success: true, by, resource: email, detail });
  });
}

function setUpValues(token: string) {
  return {
    setUpHash: secretHash(token),
    setUpExpiresAt: new Date(Date.now() + SET_UP_LINK_HOURS * 3_600_000),
  };
}

/**
 * The person with this e-mail address.
 * @throws StaffError when there is none.
 */
export async function personByEmail(db: Database, email: string): Promise<Person> {
  const [person] = await db.select().from(people).where(eq(people.email, email));
  if (!person) throw new StaffError(`${email} is not among the staff`);
  return { id: person.id, email: person.email, role: roleSchema.parse(person.role) };
}

/** The person with this id, whether they are blocked and whether they have a password; or null. */
export async function personById(
  db: Database,
  id: string,
): Promise<(Person & { isBlocked: boolean; hasPassword: boolean }) | null> {
  const [found] = await db.select().from(people).where(eq(people.id, id));
  if (!found) return null;
  const { email, role, passwordHash } = found;
  const state = { isBlocked: found.blockedAt !== null, hasPassword: passwordHash !== null };
  return { id, email, role: roleSchema.parse(role), ...state };
}

/** The e-mail addresses of all staff by id. */
export async function emailsById(db: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await db.select({ id: people.id, email: people.email }).from(people);
  return new Map(rows.map(({ id, email }) => [id, email]));
}

/** The e-mail addresses of demo accounts in this database. */
export async function demoPeople(db: Database): Promise<string[]> {
  const rows = await db.select({ email: people.email }).from(people).where(eq(people.isDemo, true));
  return rows.map((row) => row.email);
}

/** Adds the demo accounts, all with one password; existing ones keep theirs. */
export async function addDemoPeople(
  db: Database,
  demo: { people: readonly { email: string; role: Role }[]; password: string },
): Promise<void> {
  const emails = demo.people.map((person) => person.email);
  const present = await db.select().from(people).where(inArray(people.email, emails));
  if (present.length === demo.people.length) return;
  const passwordHash = await hashPassword(demo.password);
  await db
    .insert(people)
    .values(
      demo.people.map((person) => ({
        ...person,
        passwordHash,
        isDemo: true,
        createdAt: new Date(),
      })),
    )
    .onConflictDoNothing({ target: people.email });
}

/** A change of the staff that is not possible; the command line prints its message. */
export class StaffError extends Error {
  override readonly name = "StaffError";
}
