import { randomBytes } from "node:crypto";
import { and, count, eq, isNull } from "drizzle-orm";
import { Secret } from "otpauth";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { recoveryCodes } from "#lib/server/db/schema/people.ts";

/** The only file that reads and writes recovery codes: ten one-time codes, stored as hashes. */

const CODES = 10;
/** 120 bits; from 112 bits on a hash without salt and stretching is enough (OWASP ASVS 6.5.2). */
const CODE_BYTES = 15;
const CODE_LENGTH = 24;

/** Replaces a person's codes with new ones, which the caller shows once. */
export async function renewRecoveryCodes(db: Database, personId: string): Promise<string[]> {
  await removeRecoveryCodes(db, personId);
  const codes = Array.from({ length: CODES }, () => {
    const { buffer, byteOffset } = randomBytes(CODE_BYTES);
    return new Secret({ buffer: buffer.slice(byteOffset, byteOffset + CODE_BYTES) }).base32;
  });
  await db
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ personId, codeHash: secretHash(code) })));
  return codes.map((code) => code.replace(/.{4}(?!$)/g, "$&-"));
}

/** Whether the text has the form of a recovery code. */
export function isRecoveryCode(typed: string): boolean {
  return normalized(typed).length === CODE_LENGTH;
}

/** Marks a code as used and returns how many are left, or null when the code is not valid. */
export async function consumeRecoveryCode(
  db: Database,
  personId: string,
  typed: string,
): Promise<number | null> {
  const used = await db
    .update(recoveryCodes)
    .set({ usedAt: new Date() })
    .where(
      and(
        eq(recoveryCodes.codeHash, secretHash(normalized(typed))),
        eq(recoveryCodes.personId, personId),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ personId: recoveryCodes.personId });
  if (used.length === 0) return null;
  const [row] = await db
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}

/** Removes all codes of a person. */
export async function removeRecoveryCodes(db: Database, personId: string): Promise<void> {
  await db.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
}

/**
 * The code in upper case without separators. Base32 has no 0, 1 and 8: they stand for O, I and B.
 */
function normalized(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll("0", "O")
    .replaceAll("1", "I")
    .replaceAll("8", "B")
    .replace(/[^A-Z2-7]/g, "");
}
