import "server-only";
import { redirect } from "next/navigation";
import type { Act } from "#lib/account/acts.ts";
import { safePath } from "#lib/http/safe-path.ts";
import type { Actor } from "#lib/server/actor.ts";
import { resumePath } from "./kept-form.ts";
import { sealAct } from "./proof/act-request.ts";

/**
 * Re-authentication (step-up). Files with personal data and share links require one of the last 30
 * minutes. Acts that change how somebody signs in or what they may do require one for the very act.
 */

const FRESH_MILLISECONDS = 30 * 60_000;

/** Whether the person authenticated within the last 30 minutes. */
export function isStepUpRecent({ provedAt }: Pick<Actor, "provedAt">): boolean {
  return Date.now() - provedAt.getTime() < FRESH_MILLISECONDS;
}

/** Path of the page for re-authentication, for an act if one is given, which then leads to `back`. */
export function stepUpPath(back: string, given: { act: Act; actor: Actor } | null = null): string {
  const purpose = given ? `for=${sealAct(given.act, given.actor)}&` : "";
  return `/confirm?${purpose}back=${encodeURIComponent(safePath(back))}`;
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
