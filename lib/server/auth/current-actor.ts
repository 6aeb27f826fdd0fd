import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { can, type Permission } from "#lib/account/access.ts";
import { TIMER_HEADER } from "#lib/api/client.ts";
import type { Actor } from "#lib/server/actor.ts";
import { recordRefusedAccess } from "#lib/server/audit/denied.ts";
import { originOf } from "#lib/server/http/request-context.ts";
import type { Session } from "#lib/server/people/sessions.ts";
import { missingPage } from "./missing-page.ts";
import { resumedSession } from "./resumed-session.ts";
import { openSessionCookie, sessionCookieName } from "./session-cookie.ts";

/** Finds the signed-in person of the current request, for pages and handlers. */

/** The session id in the session cookie, or null. */
export async function sessionIdFromCookie(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookieName())?.value;
  return (await openSessionCookie(token))?.sessionId ?? null;
}

/**
 * Whom this browser's session belongs or belonged to, whether it lives or has ended; null without one.
 * Tells whose typed text something is, and allows nothing.
 */
export async function sessionOwner(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookieName())?.value;
  return (await openSessionCookie(token))?.personId ?? null;
}

const currentSession = cache(async (): Promise<Session | null> => {
  const id = await sessionIdFromCookie();
  if (!id) return null;
  return resumedSession(id, { active: !(await headers()).has(TIMER_HEADER) });
});

/** The signed-in person behind this request, or null. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const session = await currentSession();
  return session && !session.awaitsCode ? actorOf(session) : null;
});

/** The person whose session waits for the second factor; `currentActor` is null for them. */
export async function actorAwaitingCode(): Promise<Actor | null> {
  const session = await currentSession();
  return session?.awaitsCode ? actorOf(session) : null;
}

async function actorOf(session: Session): Promise<Actor> {
  return {
    personId: session.person.id,
    email: session.person.email,
    role: session.person.role,
    sessionHash: session.sessionHash,
    revealed: session.revealed,
    mustEnrol: session.mustEnrol,
    provedAt: session.provedAt,
    ...originOf(await headers()),
  };
}

/** The address that asks a visitor to sign in and then leads to `path`. */
export function signInPath(path: string): string {
  return `/api/auth/signin?callbackUrl=${encodeURIComponent(path)}`;
}

/**
 * Requires a signed-in person with a permission, for pages. Redirects to the sign-in, which returns
 * to `path`; without the permission the page answers like a missing one.
 * @throws MissingPage without the permission; `orMissing` catches it.
 */
export async function requireActor(permission: Permission, path: string): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) redirect(signInPath(path));
  if (!can(actor.role, permission)) {
    await recordRefusedAccess(actor, permission);
    missingPage();
  }
  if (actor.mustEnrol && permission !== "account.manage") redirect("/account/factor");
  return actor;
}
