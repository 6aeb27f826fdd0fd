import { and, asc, eq, lt } from "drizzle-orm";
import { roleSchema } from "#lib/account/access.ts";
import type { Person } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { passkeys, people } from "#lib/server/db/schema/people.ts";

/** The only file that reads and writes the table of passkeys. */

export type Passkey = typeof passkeys.$inferSelect;

/** The passkeys of a person, oldest first. */
export async function passkeysOf(db: Database, personId: string): Promise<Passkey[]> {
  return db
    .select()
    .from(passkeys)
    .where(eq(passkeys.personId, personId))
    .orderBy(asc(passkeys.createdAt));
}

/** Whether this person has a passkey. */
export async function hasPasskey(db: Database, personId: string): Promise<boolean> {
  const rows = await db
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(eq(passkeys.personId, personId))
    .limit(1);
  return rows.length > 0;
}

/** The ids of all people who have a passkey. */
export async function peopleWithPasskey(db: Database): Promise<string[]> {
  const rows = await db.selectDistinct({ personId: passkeys.personId }).from(passkeys);
  return rows.map(({ personId }) => personId);
}

/**
 * Stores a passkey; false when its credential id exists, also for another person (PCI DSS 8.3.11).
 */
export async function insertPasskey(
  db: Database,
  passkey: Omit<Passkey, "createdAt" | "lastUsedAt">,
): Promise<boolean> {
  const kept = await db
    .insert(passkeys)
    .values({ ...passkey, createdAt: new Date() })
    .onConflictDoNothing({ target: passkeys.id })
    .returning({ id: passkeys.id });
  return kept.length > 0;
}

/** The passkey with this credential id and its owner, or null. */
export async function ownedPasskey(
  db: Database,
  id: string,
): Promise<{ passkey: Passkey; owner: Person; isBlocked: boolean } | null> {
  const [row] = await db
    .select({
      passkey: passkeys,
      id: people.id,
      email: people.email,
      role: people.role,
      blockedAt: people.blockedAt,
    })
    .from(passkeys)
    .innerJoin(people, eq(people.id, passkeys.personId))
    .where(eq(passkeys.id, id));
  if (!row) return null;
  const { passkey, blockedAt, role, ...person } = row;
  return {
    passkey,
    owner: { ...person, role: roleSchema.parse(role) },
    isBlocked: blockedAt !== null,
  };
}

/**
 * Records a use. False when the signature counter did not increase, which indicates a cloned
 * authenticator (WebAuthn 6.1.1). Authenticators without a counter always send 0.
 */
export async function recordUse(
  db: Database,
  id: string,
  { counter, isBackedUp }: Pick<Passkey, "counter" | "isBackedUp">,
): Promise<boolean> {
  const used = await db
    .update(passkeys)
    .set({ counter, isBackedUp, lastUsedAt: new Date() })
    .where(
      and(
        eq(passkeys.id, id),
        counter === 0 ? eq(passkeys.counter, 0) : lt(passkeys.counter, counter),
      ),
    )
    .returning({ id: passkeys.id });
  return used.length > 0;
}

/** Deletes a passkey of a person. */
export async function deletePasskey(db: Database, personId: string, id: string): Promise<void> {
  await db.delete(passkeys).where(and(eq(passkeys.personId, personId), eq(passkeys.id, id)));
}

/** Deletes all passkeys of a person and returns their number. */
export async function deletePasskeysOf(db: Database, personId: string): Promise<number> {
  const dropped = await db
    .delete(passkeys)
    .where(eq(passkeys.personId, personId))
    .returning({ id: passkeys.id });
  return dropped.length;
}
