import "server-only";
import { redirect } from "next/navigation";
import { safePath } from "#lib/http/safe-path.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { recordReauthentication } from "#lib/server/people/sessions.ts";
import { checkFactors } from "./check-password.ts";
import { resumePath } from "./kept-form.ts";
import { authenticateWithPasskey } from "./passkeys/authenticate.ts";

/** Sensitive actions require re-authentication (step-up), valid for 30 minutes. */

const FRESH_MILLISECONDS = 30 * 60_000;

/** Whether the person authenticated within the last 30 minutes. */
export function isStepUpRecent({ provedAt }: Pick<Actor, "provedAt">): boolean {
  return Date.now() - provedAt.getTime() < FRESH_MILLISECONDS;
}

/** Path of the page for re-authentication, which returns to `back`. */
export function stepUpPath(back: string): string {
  return `/confirm?back=${encodeURIComponent(safePath(back))}`;
}

/**
 * Path of the page for re-authentication that a file requires, which then leads on to the file at
 * `to`; to `page` where that path would be too long. Null after a recent authentication.
 */
export function stepUpPathForFile(
  actor: Actor,
  { to, page }: { to: string; page: string },
): string | null {
  if (isStepUpRecent(actor)) return null;
  const file = { is: "question", owner: actor.personId, to, fields: {} } as const;
  return stepUpPath(resumePath(file) ?? page);
}

/**
 * Requires a recent authentication, for pages with sensitive actions; redirects if it is too old.
 */
export function requireStepUp(actor: Actor, path: string): void {
  if (!isStepUpRecent(actor)) redirect(stepUpPath(path));
}

/** Re-authenticates by password and code; the session's new id, or null if either is wrong. */
export async function reauthenticate(
  db: Database,
  actor: Actor,
  { password, code }: { password: string; code: string },
): Promise<string | null> {
  const proof = await checkFactors(db, { email: actor.email, password, code }, actor);
  return proof && saveReauthentication(db, actor);
}

/** Re-authenticates by a passkey, for administrators together with the password. */
export async function reauthenticateWithPasskey(
  db: Database,
  actor: Actor,
  given: Parameters<typeof authenticateWithPasskey>[1],
): Promise<string | null> {
  return (await authenticateWithPasskey(db, given, actor)) ? saveReauthentication(db, actor) : null;
}

async function saveReauthentication(db: Database, by: Actor): Promise<string> {
  return db.transaction(async (tx) => {
    const id = await recordReauthentication(tx, by.sessionHash);
    const detail = { session: secretHash(id) };
    await record(tx, { event: "session.proved", success: true, by, resource: by.email, detail });
    return id;
  });
}
