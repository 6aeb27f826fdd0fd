import { and, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { settings } from "#lib/server/config/settings.ts";
import { decrypt, encrypt } from "#lib/server/crypto/aes-gcm.ts";
import { derivedKey } from "#lib/server/crypto/derived-key.ts";
import type { Database } from "#lib/server/db/client.ts";
import { factors } from "#lib/server/db/schema/people.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** The only file that reads and writes TOTP secrets; it encrypts and decrypts them. */

const key = singleton("factor-key", () =>
  derivedKey(settings().keys.factors, "anyqta second factor"),
);

/** Whether this person has a confirmed authenticator app. */
export async function hasTotp(db: Database, personId: string): Promise<boolean> {
  const rows = await db
    .select({ personId: factors.personId })
    .from(factors)
    .where(and(eq(factors.personId, personId), isNotNull(factors.confirmedAt)));
  return rows.length > 0;
}

/** The ids of all people who have a confirmed authenticator app. */
export async function peopleWithTotp(db: Database): Promise<string[]> {
  const rows = await db
    .select({ personId: factors.personId })
    .from(factors)
    .where(isNotNull(factors.confirmedAt));
  return rows.map(({ personId }) => personId);
}

/**
 * Stores a secret that awaits confirmation and replaces an earlier one; false after confirmation.
 */
export async function savePendingSecret(
  db: Database,
  personId: string,
  secret: string,
): Promise<boolean> {
  const values = { sealedSecret: encrypt(key(), secret, personId), createdAt: new Date() };
  const kept = await db
    .insert(factors)
    .values({ personId, ...values })
    .onConflictDoUpdate({
      target: factors.personId,
      set: { ...values, lastStep: 0 },
      setWhere: isNull(factors.confirmedAt),
    })
    .returning({ personId: factors.personId });
  return kept.length > 0;
}

/** The secret of a pending or a confirmed factor, or null when there is none. */
export async function secretOf(
  db: Database,
  personId: string,
  stage: "pending" | "confirmed",
): Promise<string | null> {
  const [row] = await db
    .select({ sealedSecret: factors.sealedSecret })
    .from(factors)
    .where(and(eq(factors.personId, personId), isAt(stage)));
  if (!row) return null;
  const secret = decrypt(key(), row.sealedSecret, personId);
  if (secret === null) throw new Error("a second factor cannot be read: was FACTOR_KEY changed?");
  return secret;
}

/**
 * Marks the code of a time step as used (RFC 6238, 5.2) and confirms a pending factor. Of parallel
 * calls one succeeds.
 */
export async function consumeStep(
  db: Database,
  personId: string,
  stage: "pending" | "confirmed",
  step: number,
): Promise<boolean> {
  const used = await db
    .update(factors)
    .set({ lastStep: step, ...(stage === "pending" && { confirmedAt: new Date() }) })
    .where(and(eq(factors.personId, personId), isAt(stage), lt(factors.lastStep, step)))
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

function isAt(stage: "pending" | "confirmed") {
  return stage === "pending" ? isNull(factors.confirmedAt) : isNotNull(factors.confirmedAt);
}
