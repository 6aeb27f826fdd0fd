import type { Actor } from "#lib/server/actor.ts";
import "server-only";
import { record } from "#lib/server/audit/record.ts";
import type { Sso } from "#lib/server/config/oidc.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { personById } from "#lib/server/people/accounts.ts";
import { link, ownerOf, unlink } from "#lib/server/people/identities.ts";
import { awaitCode, endSessionsOf, noteProof } from "#lib/server/people/sessions.ts";
import { hasFactor } from "../second-factor/second-factor.ts";
import { type Claims, provesSecondFactor } from "./client/id-token.ts";
import { SsoRefused } from "./refused.ts";

/** What a signed-in person does with their own identity at the provider. */

/**
 * Links the identity to the person, and ends their other sessions. Callers ask for a fresh proof.
 * @throws SsoRefused linked_already: it is another's, or the person has one.
 */
export async function connect(
  db: Database,
  { claims, sso, actor }: { claims: Claims; sso: Sso; actor: Actor },
): Promise<void> {
  await db.transaction(async (tx) => {
    const identity = { issuer: sso.issuer, subject: claims.sub };
    if (!(await link(tx, identity, actor.personId))) throw new SsoRefused("linked_already");
    await endSessionsOf(tx, actor.personId, actor);
    const resource = actor.email;
    await record(tx, { event: "identity.linked", success: true, by: actor, resource });
  });
}

/** Takes the link away, and ends the person's other sessions; false where it is their only way in. */
export async function disconnect(db: Database, actor: Actor): Promise<boolean> {
  return db.transaction(async (tx) => {
    const person = await personById(tx, actor.personId);
    if (!person?.hasPassword) return false;
    if (!(await unlink(tx, actor.personId))) return true;
    await endSessionsOf(tx, actor.personId, actor);
    const resource = actor.email;
    await record(tx, { event: "identity.unlinked", success: true, by: actor, resource });
    return true;
  });
}

/**
 * Takes the provider's word for a fresh proof of who sits there. Where it proves one factor only and
 * the person has another here, the session waits for that one.
 * @throws SsoRefused other_identity
 */
export async function prove(
  db: Database,
  { claims, sso, actor }: { claims: Claims; sso: Sso; actor: Actor },
): Promise<{ awaitsCode: true } | { awaitsCode: false; sessionId: string }> {
  return db.transaction(async (tx) => {
    const owner = await ownerOf(tx, { issuer: sso.issuer, subject: claims.sub });
    if (owner !== actor.personId) throw new SsoRefused("other_identity");
    const awaitsCode = !provesSecondFactor(claims, sso) && (await hasFactor(tx, actor.personId));
    const entry = { success: true, by: actor, resource: actor.email };
    if (awaitsCode) {
      await awaitCode(tx, actor.sessionHash);
      await record(tx, { ...entry, event: "session.awaits_code", detail: { way: "sso" } });
      return { awaitsCode };
    }
    const sessionId = await noteProof(tx, actor.sessionHash);
    const detail = { way: "sso", session: secretHash(sessionId) };
    await record(tx, { ...entry, event: "session.proved", detail });
    return { awaitsCode, sessionId };
  });
}
