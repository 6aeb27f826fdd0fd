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
  recordUse,
} from "#lib/server/people/factors/passkeys.ts";
import {
  removeRecoveryCodes,
  renewRecoveryCodes,
} from "#lib/server/people/factors/recovery-codes.ts";
import { endSessionsOf, recordEnrolment } from "#lib/server/people/sessions.ts";
import { readAssertion, readAttestation } from "./answers.ts";
import { type Ceremony, spendChallenge } from "./challenges.ts";
import type { RelyingParty } from "./relying-party.ts";
import { verifiedCredential, verifiedUse } from "./webauthn.ts";

/**
 * Passkeys of the people of the house: adding, using and removing them. Callers ask for a fresh
 * proof before any change. What is refused is told with its reason to the log only.
 */

/** An answer of a browser, and the sealed challenge that it answers. */
export interface Answered {
  answer: string;
  sealed: string;
  party: RelyingParty;
}

/** Why an answer was refused, for auditors. */
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
 * Adds a passkey of one's own and ends one's other sessions; null when it was refused. Gives the
 * recovery codes to show once, none where another factor has brought them already.
 */
export async function addPasskey(
  db: Database,
  { name, ...answered }: Answered & { name: string },
  by: Actor,
): Promise<string[] | null> {
  const made = await make(db, answered, by);
  const codes = "reason" in made ? null : await keep(db, { made, name }, by);
  if (codes) return codes;
  const reason = "reason" in made ? made.reason : "taken";
  await recordRefusal(db, registrationOf(by), { by, owner: null, reason });
  return null;
}

type Made = NonNullable<Awaited<ReturnType<typeof verifiedCredential>>>;

async function make(
  db: Database,
  { answer, sealed, party }: Answered,
  by: Actor,
): Promise<Made | { reason: Reason }> {
  const challenge = await spendChallenge(db, sealed, registrationOf(by));
  if (challenge === null) return { reason: "challenge" };
  const response = readAttestation(answer);
  if (!response) return { reason: "malformed" };
  return (await verifiedCredential(response, { challenge, party })) ?? { reason: "not_verified" };
}

/** Null when somebody has this credential already. */
async function keep(
  db: Database,
  { made, name }: { made: Made; name: string },
  by: Actor,
): Promise<string[] | null> {
  const { credential, credentialBackedUp } = made;
  const { personId, email: resource } = by;
  return db.transaction(async (tx) => {
    const isFirst = !(await hasFactor(tx, personId));
    const isKept = await insertPasskey(tx, {
      id: credential.id,
      personId,
      publicKey: Buffer.from(credential.publicKey).toString("base64url"),
      counter: credential.counter,
      transports: credential.transports ?? [],
      name: name.trim() || (deviceName(by.userAgent) ?? ""),
      isBackedUp: credentialBackedUp,
    });
    if (!isKept) return null;
    await recordEnrolment(tx, by.sessionHash);
    await endSessionsOf(tx, personId, by);
    const detail = { passkey: shortId(credential.id) };
    await record(tx, { event: "passkey.added", success: true, by, resource, detail });
    return isFirst ? renewRecoveryCodes(tx, personId) : [];
  });
}

/**
 * Whose passkey has signed a challenge, the person verified by the device; null when it was
 * refused. An actor proves themselves anew, anybody else signs in. Of many uses of one answer one
 * succeeds.
 */
export async function checkPasskey(
  db: Database,
  answered: Answered,
  by: Actor | Origin,
): Promise<Person | null> {
  const { owner, refused } = await judge(db, answered, by);
  if (!refused) return owner;
  await recordRefusal(db, ceremonyOf(by), { by, owner, reason: refused });
  return null;
}

type Judged = { owner: Person; refused: null } | { owner: Person | null; refused: Reason };

async function judge(
  db: Database,
  { answer, sealed, party }: Answered,
  by: Actor | Origin,
): Promise<Judged> {
  const challenge = await spendChallenge(db, sealed, ceremonyOf(by));
  if (challenge === null) return { owner: null, refused: "challenge" };
  const response = readAssertion(answer);
  if (!response) return { owner: null, refused: "malformed" };
  const found = await ownedPasskey(db, response.id);
  if (!found) return { owner: null, refused: "unknown" };
  const { passkey, owner, isBlocked } = found;
  const use = await verifiedUse(response, passkey, { challenge, party });
  if (!use || !isHandleOf(owner, response.response.userHandle, by)) {
    return { owner, refused: "not_verified" };
  }
  if ("personId" in by && by.personId !== owner.id) return { owner, refused: "not_own" };
  if (isBlocked) return { owner, refused: "blocked" };
  const { newCounter: counter, credentialBackedUp: isBackedUp } = use;
  const isForward = await recordUse(db, passkey.id, { counter, isBackedUp });
  return isForward ? { owner, refused: null } : { owner, refused: "counter" };
}

/** Does the credential name its owner? It must where nobody else has (WebAuthn 7.2, step 6). */
function isHandleOf({ id }: Person, handle: string | undefined, by: Actor | Origin): boolean {
  if (handle === undefined) return "personId" in by;
  return Buffer.from(handle, "base64url").toString() === id;
}

/**
 * Removes a passkey of one's own and ends one's other sessions; with the last factor all, and the
 * codes.
 */
export async function removePasskey(
  db: Database,
  id: string,
  by: Actor,
): Promise<"removed" | "last" | "none"> {
  return db.transaction(async (tx) => {
    if (!(await deletePasskey(tx, by.personId, id))) return "none";
    const isLast = !(await hasFactor(tx, by.personId));
    if (isLast) await removeRecoveryCodes(tx, by.personId);
    await endSessionsOf(tx, by.personId, isLast ? undefined : by);
    const detail = { passkey: shortId(id) };
    await record(tx, { event: "passkey.removed", success: true, by, resource: by.email, detail });
    return isLast ? "last" : "removed";
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

async function recordRefusal(
  db: Database,
  { purpose }: Ceremony,
  { by, owner, reason }: { by: Actor | Origin; owner: Person | null; reason: Reason },
): Promise<void> {
  await record(db, {
    event: "passkey.refused",
    success: false,
    by,
    ...(owner && { resource: owner.email }),
    detail: { purpose, reason },
  });
}

/** Enough of a credential's id to find its rows in the log. */
function shortId(id: string): string {
  return id.slice(0, 12);
}
