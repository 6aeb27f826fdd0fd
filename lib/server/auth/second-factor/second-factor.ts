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
  confirmSecret,
  consumeStep,
  hasTotp,
  pendingSecretOf,
  removeFactor,
  savePendingSecret,
  secretOf,
} from "#lib/server/people/factors/totp-secrets.ts";
import {
  countCode,
  forgetWrongCodes,
  recordRightCode,
  recordWrongCode,
} from "#lib/server/people/factors/wrong-codes.ts";
import { unlock } from "#lib/server/people/lockout.ts";
import { tell } from "#lib/server/people/notices.ts";
import { lockPerson, spendProof } from "#lib/server/people/sessions/proofs.ts";
import { endSessionsOf, recordEnrolment } from "#lib/server/people/sessions/sessions.ts";
import { recordRefusal } from "../attempts/refusals.ts";
import { type QrPath, qrPath } from "./qr-path.ts";
import { matchingStep, newTotpSecret, otpauthUri } from "./totp.ts";

/**
 * The second factor of a password: a time-based code (TOTP), or one of ten recovery codes, which
 * also replace a lost passkey (`../passkeys`). Every change of it needs a proof of its own.
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

/**
 * Makes a secret, which its first code in the same session confirms within ten minutes. An app that
 * the person has works until then.
 * @throws NotProvenError
 */
export async function beginEnrolment(db: Database, by: Actor): Promise<Enrolment> {
  const secret = newTotpSecret();
  await db.transaction(async (tx) => {
    await spendProof(tx, by, { name: "app_set", on: "" });
    await savePendingSecret(tx, by, secret);
  });
  return enrolmentOf(secret, by);
}

/** The secret that awaits confirmation in the actor's session, or null. */
export async function pendingEnrolment(db: Database, by: Actor): Promise<Enrolment | null> {
  const secret = await pendingSecretOf(db, by);
  return secret === null ? null : enrolmentOf(secret, by);
}

function enrolmentOf(secret: string, { email }: Pick<Actor, "email">): Enrolment {
  const uri = otpauthUri(secret, email);
  return { uri, qr: qrPath(uri) };
}

/**
 * Confirms the secret with its first code and ends the person's other sessions; null if the code is
 * wrong. Returns recovery codes to show once; none if the person got them with an earlier factor.
 */
export async function confirmEnrolment(
  db: Database,
  by: Actor,
  code: string,
): Promise<string[] | null> {
  const { personId, email: resource } = by;
  const digits = digitsOf(code);
  const codes = await db.transaction(async (tx) => {
    await lockPerson(tx, personId);
    const isFirst = !(await hasFactor(tx, personId));
    const isReplaced = await hasTotp(tx, personId);
    const isConfirmed =
      digits !== null &&
      (await confirmSecret(tx, by, (secret) => matchingStep(secret, digits, Date.now())));
    if (!isConfirmed) return null;
    await recordEnrolment(tx, by.sessionHash);
    await endSessionsOf(tx, personId, by);
    const detail = { replaced: isReplaced ? "yes" : "no" };
    await record(tx, { event: "factor.enrolled", success: true, by, resource, detail });
    await tell(tx, personId, "app_set");
    return isFirst ? renewRecoveryCodes(tx, personId) : [];
  });
  if (!codes) await refused(db, resource, by);
  return codes;
}

/**
 * Replaces the actor's recovery codes; returns the new ones to show once, or null without a factor.
 * @throws NotProvenError
 */
export async function renewCodes(db: Database, by: Actor): Promise<string[] | null> {
  const { personId, email: resource } = by;
  if (!(await hasFactor(db, personId))) return null;
  return db.transaction(async (tx) => {
    await spendProof(tx, by, { name: "codes_renew", on: "" });
    await record(tx, { event: "recovery.renewed", success: true, by, resource });
    await tell(tx, personId, "codes_renewed");
    return renewRecoveryCodes(tx, personId);
  });
}

/** In place of a person whose first factor is wrong: has no second one, so no code is right. */
export const NOBODY: Owner = { id: "00000000-0000-0000-0000-000000000000", email: "" };

/**
 * Judges the code of a person whose first factor is right, and counts wrong ones; see
 * `wrong-codes.ts`. Returns the kind of the code; null if it is wrong, used, expired or locked, or
 * the person has no second factor. The same statements run for any wrong code of one form, also for
 * `NOBODY`, so that their time tells nothing about the first factor. Callers record the refusal.
 */
export async function judgeCode(
  db: Database,
  person: Owner,
  given: Given,
): Promise<"code" | "recovery" | null> {
  const mayBeJudged = await countCode(db, person.id);
  const way = await spendCode(db, mayBeJudged ? person : NOBODY, given);
  if (way) {
    await recordRightCode(db, person.id);
    return way;
  }
  await db.transaction(async (tx) => {
    if (!(await recordWrongCode(tx, person.id)) || person.id === NOBODY.id) return;
    const entry = { success: false, by: given.by, resource: person.email };
    await record(tx, { event: "factor.locked", ...entry });
    await tell(tx, person.id, "codes_locked");
  });
  return null;
}

/** The same for a person whom an identity provider has authenticated; records a refusal. */
export async function checkSecondFactor(
  db: Database,
  person: Owner,
  given: Given,
): Promise<"code" | "recovery" | null> {
  const way = await judgeCode(db, person, given);
  if (!way) await refused(db, person.email, given.by);
  return way;
}

/**
 * Uses up a code and returns its kind; null if it is not valid. Callers count attempts before.
 */
export async function spendCode(
  db: Database,
  person: Owner,
  { code, by }: Given,
): Promise<"code" | "recovery" | null> {
  const step = await stepOf(db, person, code);
  return db.transaction(async (tx) => {
    if (step !== null && (await consumeStep(tx, person.id, step))) return "code";
    // Recovery codes are removed with the last factor, so it is enough that one exists.
    if (!isRecoveryCode(code)) return null;
    const left = await consumeRecoveryCode(tx, person.id, code);
    if (left === null) return null;
    const detail = { left };
    await record(tx, { event: "recovery.used", success: true, by, resource: person.email, detail });
    await tell(tx, person.id, "code_recovered");
    return "recovery";
  });
}

/**
 * Removes app, passkeys and recovery codes and ends all sessions; false if there was no factor. For
 * administrators, who must verify the person's identity first.
 * @throws NotProvenError
 */
export async function resetFactor(db: Database, person: Owner, by: Actor | null): Promise<boolean> {
  return db.transaction(async (tx) => {
    await spendProof(tx, by, { name: "person_reset_factor", on: person.email });
    const hadApp = await removeFactor(tx, person.id);
    const passkeys = await deletePasskeysOf(tx, person.id);
    if (!hadApp && passkeys === 0) return false;
    await tell(tx, person.id, "factor_removed");
    await removeRecoveryCodes(tx, person.id);
    await endSessionsOf(tx, person.id);
    await unlock(tx, person.email);
    await forgetWrongCodes(tx, person.id);
    const detail = { passkeys };
    await record(tx, { event: "factor.reset", success: true, by, resource: person.email, detail });
    return true;
  });
}

async function stepOf(db: Database, { id }: Owner, code: string): Promise<number | null> {
  const digits = digitsOf(code);
  if (digits === null) return null;
  const secret = await secretOf(db, id);
  return secret === null ? null : matchingStep(secret, digits, Date.now());
}

/** The six digits of a code, or null. */
function digitsOf(code: string): string | null {
  const digits = code.replace(/\s/g, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}

function refused(db: Database, resource: string, by: Actor | Origin): Promise<void> {
  return recordRefusal(db, { event: "factor.refused", by, resource });
}
