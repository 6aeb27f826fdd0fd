import "server-only";
import { redirect } from "next/navigation";
import { safePath } from "#lib/http/safe-path.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { recordReauthentication } from "#lib/server/people/sessions.ts";
import { checkFactors } from "./check-password.ts";
import { provePasskey } from "./passkeys/prove.ts";

/** Sensitive actions require re-authentication (step-up), valid for 30 minutes. */

const FRESH_MILLISECONDS = 30 * 60_000;

/** Whether the person re-authenticated within the last 30 minutes. */
export function isProofFresh({ provedAt }: Pick<Actor, "provedAt">): boolean {
  return Date.now() - provedAt.getTime() < FRESH_MILLISECONDS;
}

/** Path of the page that asks for re-authentication; it leads back to `back`. */
export function proofPath(back: string): string {
  return `/confirm?back=${encodeURIComponent(safePath(back))}`;
}

/** The guard of pages with sensitive actions: redirects to re-authentication when it is due. */
export function requireProof(actor: Actor, path: string): void {
  if (!isProofFresh(actor)) redirect(proofPath(path));
}

/**
 * Re-authenticates by password and code; gives the session's new id, or null when either is wrong.
 */
export async function giveProof(
  db: Database,
  actor: Actor,
  { password, code }: { password: string; code: string },
): Promise<string | null> {
  const proof = await checkFactors(db, { email: actor.email, password, code }, actor);
  return proof && keepProof(db, actor);
}

/** The same by a passkey, for administrators together with the password. */
export async function givePasskeyProof(
  db: Database,
  actor: Actor,
  given: Parameters<typeof provePasskey>[1],
): Promise<string | null> {
  return (await provePasskey(db, given, actor)) ? keepProof(db, actor) : null;
}

async function keepProof(db: Database, by: Actor): Promise<string> {
  return db.transaction(async (tx) => {
    const id = await recordReauthentication(tx, by.sessionHash);
    const detail = { session: secretHash(id) };
    await record(tx, { event: "session.proved", success: true, by, resource: by.email, detail });
    return id;
  });
}
