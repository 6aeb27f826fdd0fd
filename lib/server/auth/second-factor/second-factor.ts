import type { Actor, Origin } from "#lib/server/actor.ts";
import "server-only";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import { deletePasskeysOf } from "#lib/server/people/factors/passkeys.ts";
import {
  consumeRecoveryCode,
  isRecoveryCode,
  removeRecoveryCodes,
  renewRecoveryCodes,
} from "#lib/server/people/factors/recovery-codes.ts";
import {
  consumeStep,
  hasTotp,
  removeFactor,
  savePendingSecret,
  secretOf,
} from "#lib/server/people/factors/totp-secrets.ts";
import {
  countTry,
  MAX_TRIES,
  resetTries,
  type TryKey,
  tryKeyOf,
  uncountTry,
  unlock,
} from "#lib/server/people/lockout.ts";
import { endSessionsOf } from "#lib/server/people/sessions.ts";
import { recordRefusal } from "../attempts/refusals.ts";
import { type QrPath, qrPath } from "./qr-path.ts";
import { matchingStep, newTotpSecret, otpauthUri } from "./totp.ts";

/**
 * The second factor of a password: a time-based code (TOTP), or one of ten recovery codes, which
 * also replace a lost passkey (`../passkeys`). Wrong codes and wrong passwords count together.
 * Callers require step-up before any change.
 */

export { hasFactor, hasTotp };

interface Owner {
  id: string;
  email: string;
}
interface Given {
  code: string;
  by: Actor | Origin;
}

/** The secret in the forms that the person can add to an app. */
export interface Enrolment {
  uri: string;
  qr: QrPath;
}

/** Makes a secret, which its first code confirms; null if the person already has an app. */
export async function beginEnrolment(db: Database, person: Owner): Promise<Enrolment | null> {
  const secret = newTotpSecret();
  if (!(await savePendingSecret(db, person.id, secret))) return null;
  return enrolmentOf(secret, person);
}

/** The secret that awaits confirmation, or null. */
export async function pendingEnrolment(db: Database, person: Owner): Promise<Enrolment | null> {
  const secret = await secretOf(db, person.id, "pending");
  return secret === null ? null : enrolmentOf(secret, person);
}

function enrolmentOf(secret: string, { email }: Owner): Enrolment {
  const uri = otpauthUri(secret, email);
  return { uri, qr: qrPath(uri) };
}

/**
 * Confirms the secret with its first code; null if that is wrong. Returns recovery codes to show
 * once; none if the person got them with a passkey.
 */
export async function confirmEnrolment(
  db: Database,
  person: Owner,
  { code, by }: Given,
): Promise<string[] | null> {
  const key = tryKeyOf(by, person.email);
  const tries = await countTry(db, key);
  const step = tries > MAX_TRIES ? null : await stepOf(db, person, code, "pending");
  const codes =
    step === null
      ? null
      : await db.transaction(async (tx) => {
          const isFirst = !(await hasFactor(tx, person.id));
          if (!(await consumeStep(tx, person.id, "pending", step))) return null;
          await uncountTry(tx, key);
          const renewed = isFirst ? await renewRecoveryCodes(tx, person.id) : [];
          await record(tx, { event: "factor.enrolled", success: true, by, resource: person.email });
          return renewed;
        });
  if (!codes) await refused(db, person, by, tries);
  return codes;
}

/**
 * Checks the code of a person whom an identity provider has authenticated, as an attempt that counts
 * by that. Returns the kind of the code; null if it is wrong, used, expired or locked, or the person
 * has no second factor.
 */
export async function checkSecondFactor(
  db: Database,
  person: Owner,
  { code, by }: Given,
): Promise<"code" | "recovery" | null> {
  const key: TryKey = { email: person.email, holder: { is: "identity", id: person.id } };
  const tries = await countTry(db, key);
  const proof = tries > MAX_TRIES ? null : await consumeCode(db, person, { code, by, key });
  if (proof === null) await refused(db, person, by, tries);
  return proof;
}

/** No step of the clock: no code of it is unused. */
const NO_STEP = -1;

/**
 * Uses up a code whose attempt is already counted, and resets that count. Returns the kind of the
 * code, or null. Runs the same statements for any wrong code of one form.
 */
export async function consumeCode(
  db: Database,
  person: Owner,
  { code, by, key }: Given & { key: TryKey },
): Promise<"code" | "recovery" | null> {
  const step = await stepOf(db, person, code, "confirmed");
  return db.transaction(async (tx) => {
    if (await consumeStep(tx, person.id, "confirmed", step ?? NO_STEP)) {
      await resetTries(tx, key);
      return "code";
    }
    // Recovery codes are removed with the last factor, so it is enough that one exists.
    if (!isRecoveryCode(code)) return null;
    const left = await consumeRecoveryCode(tx, person.id, code);
    if (left === null) return null;
    await resetTries(tx, key);
    const detail = { left };
    await record(tx, { event: "recovery.used", success: true, by, resource: person.email, detail });
    return "recovery";
  });
}

/**
 * Removes app, passkeys and recovery codes and ends all sessions; false if there was no factor. For
 * administrators, who must verify the person's identity first.
 */
export async function resetFactor(db: Database, person: Owner, by: Actor | null): Promise<boolean> {
  return db.transaction(async (tx) => {
    const hadApp = await removeFactor(tx, person.id);
    const passkeys = await deletePasskeysOf(tx, person.id);
    if (!hadApp && passkeys === 0) return false;
    await removeRecoveryCodes(tx, person.id);
    await endSessionsOf(tx, person.id);
    await unlock(tx, person.email);
    const detail = { passkeys };
    await record(tx, { event: "factor.reset", success: true, by, resource: person.email, detail });
    return true;
  });
}

/**
 * Removes the actor's app and ends all their sessions; with the last factor also recovery codes.
 */
export async function removeApp(db: Database, by: Actor): Promise<void> {
  const { personId, email } = by;
  await db.transaction(async (tx) => {
    if (!(await removeFactor(tx, personId))) return;
    if (!(await hasFactor(tx, personId))) await removeRecoveryCodes(tx, personId);
    await endSessionsOf(tx, personId);
    await record(tx, { event: "factor.reset", success: true, by, resource: email });
  });
}

async function stepOf(
  db: Database,
  person: Owner,
  code: string,
  stage: "pending" | "confirmed",
): Promise<number | null> {
  const digits = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return null;
  const secret = await secretOf(db, person.id, stage);
  return secret === null ? null : matchingStep(secret, digits, Date.now());
}

function refused(db: Database, { email }: Owner, by: Actor | Origin, tries: number): Promise<void> {
  return recordRefusal(db, { event: "factor.refused", by, resource: email, detail: { tries } });
}
