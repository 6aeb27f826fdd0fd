import { and, asc, eq, lt } from "drizzle-orm";
import { roleSchema } from "#lib/account/access.ts";
import type { Person } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { passkeys, people } from "#lib/server/db/schema/people.ts";
import { isClosed } from "../account-status.ts";

/** The one file that touches the passkeys table. */

export type Passkey = typeof passkeys.$inferSelect;

/** The passkeys of a person, the oldest first. */
export async function passkeysOf(db: Database, personId: string): Promise<Passkey[]> {
  return db
    .select()
    .from(passkeys)
    .where(eq(passkeys.personId, personId))
    .orderBy(asc(passkeys.createdAt));
}

/** Has this person one? */
export async function hasPasskey(db: Database, personId: string): Promise<boolean> {
  const rows = await db
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(eq(passkeys.personId, personId))
    .limit(1);
  return rows.length > 0;
}

/** Ids of all people who have one. */
export async function peopleWithPasskey(db: Database): Promise<string[]> {
  const rows = await db.selectDistinct({ personId: passkeys.personId }).from(passkeys);
  return rows.map(({ personId }) => personId);
}

/** Keeps one; false when this credential is there already, whosever it is (PCI DSS 8.3.11). */
export async function keepPasskey(
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

/** The passkey of a credential's id with its owner, or null when nobody has it. */
export async function ownedPasskey(
  db: Database,
  id: string,
): Promise<{ passkey: Passkey; owner: Person; isClosed: boolean } | null> {
  const [row] = await db
    .select({
      passkey: passkeys,
      id: people.id,
      email: people.email,
      role: people.role,
      blockedAt: people.blockedAt,
      isDemo: people.isDemo,
      lastUsedAt: people.lastUsedAt,
    })
    .from(passkeys)
    .innerJoin(people, eq(people.id, passkeys.personId))
    .where(eq(passkeys.id, id));
  if (!row) return null;
  const { passkey, blockedAt, isDemo, lastUsedAt, role, ...person } = row;
  return {
    passkey,
    owner: { ...person, role: roleSchema.parse(role) },
    isClosed: isClosed({ blockedAt, isDemo, lastUsedAt }),
  };
}

/**
 * Notes a use. False when the authenticator has counted back or stood still, as the copy of one would
 * (WebAuthn 6.1.1); those that never count say 0.
 */
export async function noteUse(
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

/** Removes one of a person's; false when they have none of this id. */
export async function dropPasskey(db: Database, personId: string, id: string): Promise<boolean> {
  const dropped = await db
    .delete(passkeys)
    .where(and(eq(passkeys.personId, personId), eq(passkeys.id, id)))
    .returning({ id: passkeys.id });
  return dropped.length > 0;
}

/** Removes all of a person's; gives how many there were. */
export async function dropPasskeysOf(db: Database, personId: string): Promise<number> {
  const dropped = await db
    .delete(passkeys)
    .where(eq(passkeys.personId, personId))
    .returning({ id: passkeys.id });
  return dropped.length;
}
