import "server-only";
import type { Act } from "#lib/account/acts.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { tell } from "#lib/server/people/notices.ts";
import { isOwnPassword } from "#lib/server/people/password/change.ts";
import {
  countProof,
  lockPerson,
  MAX_WRONG_PROOFS,
  recordReauthentication,
} from "#lib/server/people/sessions/proofs.ts";
import { endSessionByHash } from "#lib/server/people/sessions/sessions.ts";
import { type CeremonyAnswer, checkPasskey } from "../passkeys/passkeys.ts";
import { hasFactor, spendCode } from "../second-factor/second-factor.ts";

/** Re-authentication within a living session. */

/** What a person gives to re-authenticate: a passkey's answer, or else password and code. */
export interface Given {
  password: string;
  code: string;
  passkey: CeremonyAnswer | null;
}

/**
 * Re-authenticates the actor, for an act if there is one: its proof is good once, for five minutes.
 * Returns the session's new id; null if anything is wrong. Wrong attempts count by session, so nobody
 * outside it can use them up, and too many in a row end it.
 */
export async function reauthenticate(
  db: Database,
  by: Actor,
  { given, act }: { given: Given; act: Act | null },
): Promise<string | null> {
  const tries = await countProof(db, by.sessionHash);
  if (tries !== null && (await isRight(db, by, given))) {
    return db.transaction((tx) => saveReauthentication(tx, { by, act, way: "own" }));
  }
  await db.transaction(async (tx) => {
    const entry = { success: false, by, resource: by.email };
    await record(tx, { event: "session.not_proved", ...entry, detail: { tries } });
    if (tries !== null && tries < MAX_WRONG_PROOFS) return;
    await lockPerson(tx, by.personId);
    if (!(await endSessionByHash(tx, by.sessionHash))) return;
    await record(tx, { event: "session.ended", success: true, by, detail: { tries } });
    await tell(tx, by.personId, "proofs_refused");
  });
  return null;
}

/** Records a re-authentication in the caller's transaction; returns the session's new id. */
export async function saveReauthentication(
  tx: Database,
  { by, act, way }: { by: Actor; act: Act | null; way: "own" | "sso" },
): Promise<string> {
  const id = await recordReauthentication(tx, by.sessionHash, act);
  const detail = {
    way,
    session: secretHash(id),
    ...(act && { act: act.name, on: act.on.slice(0, 254) }),
  };
  await record(tx, { event: "session.proved", success: true, by, resource: by.email, detail });
  return id;
}

/** PCI DSS 8.4.1: of administrators a passkey is not enough. */
async function isRight(
  db: Database,
  by: Actor,
  { password, code, passkey }: Given,
): Promise<boolean> {
  const { personId: id, email, role } = by;
  if (passkey) {
    if (!(await checkPasskey(db, passkey, by))) return false;
    return role !== "admin" || (await isOwnPassword(db, id, password));
  }
  if (!(await isOwnPassword(db, id, password))) return false;
  return !(await hasFactor(db, id)) || (await spendCode(db, { id, email }, { code, by })) !== null;
}
