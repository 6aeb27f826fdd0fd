import { and, eq, gt, isNotNull, isNull, lt } from "drizzle-orm";
import type { Actor } from "#lib/server/actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { decrypt, encrypt } from "#lib/server/crypto/aes-gcm.ts";
import { derivedKey } from "#lib/server/crypto/derived-key.ts";
import type { Database } from "#lib/server/db/client.ts";
import { factors, sessions } from "#lib/server/db/schema/people.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** The only file that reads and writes TOTP secrets; it encrypts and decrypts them. */

const key = singleton("factor-key", () =>
  derivedKey(settings().keys.factors, "anyqta second factor"),
);

/** Whether this person has an authenticator app. */
export async function hasTotp(db: Database, personId: string): Promise<boolean> {
  const rows = await db
    .select({ personId: factors.personId })
    .from(factors)
    .where(eq(factors.personId, personId));
  return rows.length > 0;
}

/** The ids of all people who have an authenticator app. */
export async function peopleWithTotp(db: Database): Promise<string[]> {
  const rows = await db.select({ personId: factors.personId }).from(factors);
  return rows.map(({ personId }) => personId);
}

/** A pending secret that is not confirmed within this time is given up. */
const PENDING_MILLISECONDS = 10 * 60_000;

type Owner = Pick<Actor, "personId" | "sessionHash">;

/** Keeps a secret that awaits its first code in the actor's session, instead of an earlier one. */
export async function savePendingSecret(
  db: Database,
  { personId, sessionHash }: Owner,
  secret: string,
): Promise<void> {
  await db
    .update(sessions)
    .set({
      pendingSecret: encrypt(key(), secret, pendingPlace(personId)),
      pendingSince: new Date(),
    })
    .where(eq(sessions.idHash, sessionHash));
}

/** The secret that awaits its first code in the actor's session, or null. */
export async function pendingSecretOf(db: Database, owner: Owner): Promise<string | null> {
  const [row] = await db.select(PENDING).from(sessions).where(isPending(owner));
  return openPending(row, owner);
}

/**
 * Makes the pending secret of the actor's session their confirmed one, instead of an earlier one, if
 * `stepOf` finds the time step of its first code. False when it does not, or when there is no secret;
 * of parallel calls one succeeds.
 */
export async function confirmSecret(
  tx: Database,
  owner: Owner,
  stepOf: (secret: string) => number | null,
): Promise<boolean> {
  const [row] = await tx.select(PENDING).from(sessions).where(isPending(owner)).for("update");
  const secret = openPending(row, owner);
  const lastStep = secret === null ? null : stepOf(secret);
  if (secret === null || lastStep === null) return false;
  const { personId, sessionHash } = owner;
  await tx
    .update(sessions)
    .set({ pendingSecret: null, pendingSince: null })
    .where(eq(sessions.idHash, sessionHash));
  const now = new Date();
  const sealedSecret = encrypt(key(), secret, personId);
  const values = { sealedSecret, lastStep, confirmedAt: now, createdAt: now };
  await tx
    .insert(factors)
    .values({ personId, ...values })
    .onConflictDoUpdate({ target: factors.personId, set: values });
  return true;
}

const PENDING = { sealedSecret: sessions.pendingSecret };

function openPending(
  row: { sealedSecret: string | null } | undefined,
  { personId }: Owner,
): string | null {
  return row?.sealedSecret ? opened(row.sealedSecret, pendingPlace(personId)) : null;
}

function isPending({ personId, sessionHash }: Owner) {
  return and(
    eq(sessions.idHash, sessionHash),
    eq(sessions.personId, personId),
    isNull(sessions.endedAt),
    isNotNull(sessions.pendingSecret),
    gt(sessions.pendingSince, new Date(Date.now() - PENDING_MILLISECONDS)),
  );
}

/** A pending secret opens in no row of confirmed ones. */
function pendingPlace(personId: string): string {
  return `${personId} pending`;
}

/** The secret of the person's app, or null when there is none. */
export async function secretOf(db: Database, personId: string): Promise<string | null> {
  const [row] = await db
    .select({ sealedSecret: factors.sealedSecret })
    .from(factors)
    .where(eq(factors.personId, personId));
  return row ? opened(row.sealedSecret, personId) : null;
}

function opened(sealedSecret: string, place: string): string {
  const secret = decrypt(key(), sealedSecret, place);
  if (secret === null) throw new Error("a second factor cannot be read: was FACTOR_KEY changed?");
  return secret;
}

/**
 * Marks the code of a time step as used (RFC 6238, 5.2). Of parallel calls one succeeds.
 */
export async function consumeStep(db: Database, personId: string, step: number): Promise<boolean> {
  const used = await db
    .update(factors)
    .set({ lastStep: step })
    .where(and(eq(factors.personId, personId), lt(factors.lastStep, step)))
    .returning({ personId: factors.personId });
  return used.length > 0;
}

/** Deletes a person's authenticator app; false when there was none. */
export async function removeFactor(db: Database, personId: string): Promise<boolean> {
  const removed = await db
    .delete(factors)
    .where(eq(factors.personId, personId))
    .returning({ personId: factors.personId });
  return removed.length > 0;
}
