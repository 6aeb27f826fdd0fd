import "server-only";
import type { Act } from "#lib/account/acts.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Sso } from "#lib/server/config/oidc.ts";
import type { Database } from "#lib/server/db/client.ts";
import { personById } from "#lib/server/people/accounts.ts";
import { link, ownerOf, unlink } from "#lib/server/people/identities.ts";
import { tell } from "#lib/server/people/notices.ts";
import { awaitCode, spendProof } from "#lib/server/people/sessions/proofs.ts";
import { endSessionsOf } from "#lib/server/people/sessions/sessions.ts";
import { saveReauthentication } from "../proof/reauthenticate.ts";
import { hasFactor } from "../second-factor/second-factor.ts";
import { type Claims, provesSecondFactor } from "./client/claims.ts";
import { SsoError } from "./sso-error.ts";

/** Links between signed-in people and their identities at the provider. */

/**
 * Links the identity to the person and ends their other sessions.
 * @throws SsoError linked_already: another person has the identity, or the person has another one;
 *   NotProvenError
 */
export async function linkIdentity(
  db: Database,
  { claims, sso, actor }: { claims: Claims; sso: Sso; actor: Actor },
): Promise<void> {
  await db.transaction(async (tx) => {
    await spendProof(tx, actor, { name: "identity_link", on: "" });
    const identity = { issuer: sso.issuer, subject: claims.sub };
    if (!(await link(tx, identity, actor.personId))) throw new SsoError("linked_already");
    await endSessionsOf(tx, actor.personId, actor);
    const resource = actor.email;
    await record(tx, { event: "identity.linked", success: true, by: actor, resource });
    await tell(tx, actor.personId, "identity_linked");
  });
}

/**
 * Removes the link and ends the person's other sessions; false if they could not sign in without
 * it.
 * @throws NotProvenError
 */
export async function unlinkIdentity(db: Database, actor: Actor): Promise<boolean> {
  return db.transaction(async (tx) => {
    const person = await personById(tx, actor.personId);
    if (!person?.hasPassword) return false;
    await spendProof(tx, actor, { name: "identity_unlink", on: "" });
    if (!(await unlink(tx, actor.personId))) return true;
    await endSessionsOf(tx, actor.personId, actor);
    const resource = actor.email;
    await record(tx, { event: "identity.unlinked", success: true, by: actor, resource });
    await tell(tx, actor.personId, "identity_unlinked");
    return true;
  });
}

/**
 * Step-up by the provider, for an act if there is one: gives the session a new id and a new time of
 * authentication. If the provider proved one factor only and the person has a second factor here, the
 * session waits for it.
 * @throws SsoError other_identity
 */
export async function confirmIdentity(
  db: Database,
  { claims, sso, actor, act }: { claims: Claims; sso: Sso; actor: Actor; act: Act | null },
): Promise<{ awaitsCode: true } | { awaitsCode: false; sessionId: string }> {
  return db.transaction(async (tx) => {
    const owner = await ownerOf(tx, { issuer: sso.issuer, subject: claims.sub });
    if (owner !== actor.personId) throw new SsoError("other_identity");
    const awaitsCode = !provesSecondFactor(claims, sso) && (await hasFactor(tx, actor.personId));
    if (awaitsCode) {
      await awaitCode(tx, actor.sessionHash, act);
      const entry = { success: true, by: actor, resource: actor.email, detail: { way: "sso" } };
      await record(tx, { ...entry, event: "session.awaits_code" });
      return { awaitsCode };
    }
    return {
      awaitsCode,
      sessionId: await saveReauthentication(tx, { by: actor, act, way: "sso" }),
    };
  });
}
