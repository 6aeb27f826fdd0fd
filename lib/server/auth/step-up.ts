import type { Actor } from "#lib/server/actor.ts";
import "server-only";
import { redirect } from "next/navigation";
import { safePath } from "#lib/http/safe-path.ts";
import { record } from "#lib/server/audit/record.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { noteProof } from "#lib/server/people/sessions.ts";
import { checkPassword } from "./check-password.ts";
import { provePasskey } from "./passkeys/prove.ts";
import { checkSecondFactor, hasFactor } from "./second-factor/second-factor.ts";

/** Grave acts ask for a fresh proof of who sits there: an open screen is not enough. */

const FRESH_MILLISECONDS = 30 * 60_000;

export function isProofFresh({ provedAt }: Pick<Actor, "provedAt">): boolean {
  return Date.now() - provedAt.getTime() < FRESH_MILLISECONDS;
}

/** Where a fresh proof is given; leads back to the path. */
export function proofPath(back: string): string {
  return `/confirm?back=${encodeURIComponent(safePath(back))}`;
}

/** The guard of pages that show what a grave act needs. */
export function requireProof(actor: Actor, path: string): void {
  if (!isProofFresh(actor)) redirect(proofPath(path));
}

/** Checks password and code together, notes the proof and gives the session's new id; null when either is wrong. */
export async function giveProof(
  db: Database,
  actor: Actor,
  { password, code }: { password: string; code: string },
): Promise<string | null> {
  const { email } = actor;
  const person = await checkPassword(db, { email, password, origin: actor });
  if (!person) return null;
  const needsCode = await hasFactor(db, person.id);
  if (needsCode && !(await checkSecondFactor(db, person, { code, by: actor }))) return null;
  return keepProof(db, actor);
}

/** The same by a passkey, an administrator's together with the password. */
export async function givePasskeyProof(
  db: Database,
  actor: Actor,
  given: Parameters<typeof provePasskey>[1],
): Promise<string | null> {
  return (await provePasskey(db, given, actor)) ? keepProof(db, actor) : null;
}

async function keepProof(db: Database, by: Actor): Promise<string> {
  return db.transaction(async (tx) => {
    const id = await noteProof(tx, by.sessionHash);
    const detail = { session: secretHash(id) };
    await record(tx, { event: "session.proved", success: true, by, resource: by.email, detail });
    return id;
  });
}
