import "server-only";
import { deviceName } from "#lib/account/session-device.ts";
import type { Actor, Origin, Person } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import {
  deletePasskey,
  insertPasskey,
  ownedPasskey,
  passkeysOf,
  recordUse,
} from "#lib/server/people/factors/passkeys.ts";
import { renewRecoveryCodes } from "#lib/server/people/factors/recovery-codes.ts";
import { hasTotp } from "#lib/server/people/factors/totp-secrets.ts";
import { tell } from "#lib/server/people/notices.ts";
import { lockPerson, requireProof, spendProof } from "#lib/server/people/sessions/proofs.ts";
import { endSessionsOf, recordEnrolment } from "#lib/server/people/sessions/sessions.ts";
import { recordRefusal } from "../attempts/refusals.ts";
import { readAssertion, readAttestation } from "./answers.ts";
import { type Ceremony, consumeChallenge } from "./challenges.ts";
import type { RelyingParty } from "./relying-party.ts";
import { verifiedCredential, verifiedUse } from "./webauthn.ts";

/**
 * Adds, verifies and removes passkeys of staff. Every change needs a proof of its own. Only the audit
 * log has the reason of a refusal.
 */

const ADDITION = { name: "passkey_add", on: "" } as const;

/** A browser's answer to a ceremony, and the encrypted challenge that it answers. */
export interface CeremonyAnswer {
  answer: string;
  sealed: string;
  party: RelyingParty;
}

/** Why an answer was refused, for the audit log. */
type Reason =
  | "challenge"
  | "malformed"
  | "not_verified"
  | "taken"
  | "unknown"
  | "not_own"
  | "blocked"
  | "counter";

/**
 * Adds a passkey for the actor and ends their other sessions; null if it is refused. Returns
 * recovery codes to show once; none if the person got them with an earlier factor.
 * @throws NotProvenError
 */
export async function addPasskey(
  db: Database,
  { name, ...answered }: CeremonyAnswer & { name: string },
  by: Actor,
): Promise<string[] | null> {
  await requireProof(db, by, ADDITION);
  const made = await verifyRegistration(db, answered, by);
  const codes = "reason" in made ? null : await savePasskey(db, { made, name }, by);
  if (codes) return codes;
  const reason = "reason" in made ? made.reason : "taken";
  await refused(db, registrationOf(by), { by, owner: null, reason });
  return null;
}

type VerifiedRegistration = NonNullable<Awaited<ReturnType<typeof verifiedCredential>>>;

async function verifyRegistration(
  db: Database,
  { answer, sealed, party }: CeremonyAnswer,
  by: Actor,
): Promise<VerifiedRegistration | { reason: Reason }> {
  const challenge = await consumeChallenge(db, sealed, registrationOf(by));
  if (challenge === null) return { reason: "challenge" };
  const response = readAttestation(answer);
  if (!response) return { reason: "malformed" };
  return (await verifiedCredential(response, { challenge, party })) ?? { reason: "not_verified" };
}

/** Stores a passkey; null if this credential exists. */
async function savePasskey(
  db: Database,
  { made, name }: { made: VerifiedRegistration; name: string },
  by: Actor,
): Promise<string[] | null> {
  const { credential, credentialBackedUp } = made;
  const { personId, email: resource } = by;
  return db.transaction(async (tx) => {
    await spendProof(tx, by, ADDITION);
    const isFirst = !(await hasFactor(tx, personId));
    const isSaved = await insertPasskey(tx, {
      id: credential.id,
      personId,
      publicKey: Buffer.from(credential.publicKey).toString("base64url"),
      counter: credential.counter,
      transports: credential.transports ?? [],
      name: name.trim() || (deviceName(by.userAgent) ?? ""),
      isBackedUp: credentialBackedUp,
    });
    if (!isSaved) return null;
    await recordEnrolment(tx, by.sessionHash);
    await endSessionsOf(tx, personId, by);
    const detail = { passkey: shortId(credential.id) };
    await record(tx, { event: "passkey.added", success: true, by, resource, detail });
    await tell(tx, personId, "passkey_added");
    return isFirst ? renewRecoveryCodes(tx, personId) : [];
  });
}

/** A passkey that has signed, and its owner. */
interface VerifiedPasskey {
  person: Person;
  passkeyId: string;
}

/**
 * Verifies a signed challenge, with user verification by the device, and returns the passkey and its
 * owner; null if it is refused. With an actor it is a re-authentication, otherwise a sign-in. Of
 * parallel uses of one answer one succeeds.
 */
export async function checkPasskey(
  db: Database,
  answered: CeremonyAnswer,
  by: Actor | Origin,
): Promise<VerifiedPasskey | null> {
  const { owner, reason, passkeyId } = await verifyAssertion(db, answered, by);
  if (reason === null) return { person: owner, passkeyId };
  await refused(db, ceremonyOf(by), { by, owner, reason });
  return null;
}

type AssertionResult =
  | { owner: Person; reason: null; passkeyId: string }
  | { owner: Person | null; reason: Reason; passkeyId?: never };

async function verifyAssertion(
  db: Database,
  { answer, sealed, party }: CeremonyAnswer,
  by: Actor | Origin,
): Promise<AssertionResult> {
  const challenge = await consumeChallenge(db, sealed, ceremonyOf(by));
  if (challenge === null) return { owner: null, reason: "challenge" };
  const response = readAssertion(answer);
  if (!response) return { owner: null, reason: "malformed" };
  const found = await ownedPasskey(db, response.id);
  if (!found) return { owner: null, reason: "unknown" };
  const { passkey, owner, isBlocked } = found;
  const use = await verifiedUse(response, passkey, { challenge, party });
  if (!use || !isHandleOf(owner, response.response.userHandle, by)) {
    return { owner, reason: "not_verified" };
  }
  if ("personId" in by && by.personId !== owner.id) return { owner, reason: "not_own" };
  if (isBlocked) return { owner, reason: "blocked" };
  const { newCounter: counter, credentialBackedUp: isBackedUp } = use;
  const isForward = await recordUse(db, passkey.id, { counter, isBackedUp });
  return isForward ? { owner, reason: null, passkeyId: passkey.id } : { owner, reason: "counter" };
}

/** Whether the user handle is the owner's id. A sign-in requires one (WebAuthn 7.2, step 6). */
function isHandleOf({ id }: Person, handle: string | undefined, by: Actor | Origin): boolean {
  if (handle === undefined) return "personId" in by;
  return Buffer.from(handle, "base64url").toString() === id;
}

/**
 * Removes a passkey of the actor and ends their other sessions. The last second factor stays: it can
 * be replaced by another one only.
 * @throws NotProvenError
 */
export async function removePasskey(
  db: Database,
  id: string,
  by: Actor,
): Promise<"removed" | "last" | "none"> {
  const { personId, email: resource } = by;
  return db.transaction(async (tx) => {
    await lockPerson(tx, personId);
    const own = await passkeysOf(tx, personId);
    if (!own.some((passkey) => passkey.id === id)) return "none";
    if (own.length === 1 && !(await hasTotp(tx, personId))) return "last";
    await spendProof(tx, by, { name: "passkey_remove", on: id });
    await deletePasskey(tx, personId, id);
    await endSessionsOf(tx, personId, by);
    const detail = { passkey: shortId(id) };
    await record(tx, { event: "passkey.removed", success: true, by, resource, detail });
    await tell(tx, personId, "passkey_removed");
    return "removed";
  });
}

function registrationOf({ sessionHash }: Actor): Ceremony {
  return { purpose: "registration", sessionHash };
}

function ceremonyOf(by: Actor | Origin): Ceremony {
  return "sessionHash" in by
    ? { purpose: "proof", sessionHash: by.sessionHash }
    : { purpose: "sign-in" };
}

function refused(
  db: Database,
  { purpose }: Ceremony,
  { by, owner, reason }: { by: Actor | Origin; owner: Person | null; reason: Reason },
): Promise<void> {
  return recordRefusal(db, {
    event: "passkey.refused",
    by,
    ...(owner && { resource: owner.email }),
    detail: { purpose, reason },
  });
}

/** The beginning of a credential id, enough to find its rows in the audit log. */
function shortId(id: string): string {
  return id.slice(0, 12);
}
