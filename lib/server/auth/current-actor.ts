import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { can, type Permission } from "#lib/account/access.ts";
import { deviceName, isSameBrowser } from "#lib/account/session-device.ts";
import { TIMER_HEADER } from "#lib/api/client.ts";
import type { Actor, Origin } from "#lib/server/actor.ts";
import { recordRefusedAccess } from "#lib/server/audit/denied.ts";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { isDatabaseUnavailable } from "#lib/server/db/unavailable.ts";
import { originOf } from "#lib/server/http/request-context.ts";
import { tell } from "#lib/server/people/notices.ts";
import {
  noteOtherBrowser,
  resumeSessions,
  type Session,
} from "#lib/server/people/sessions/sessions.ts";
import { batched } from "#lib/server/runtime/batch.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { noteSession } from "./living-sessions.ts";
import { missingPage } from "./missing-page.ts";
import { openSessionCookie, sessionCookieName } from "./session-cookie.ts";

/** Finds the signed-in person of the current request, for pages and handlers. */

/** The session id in the session cookie, or null. */
export async function sessionIdFromCookie(): Promise<string | null> {
  return (await openSessionCookie(await sessionToken()))?.sessionId ?? null;
}

async function sessionToken(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookieName())?.value;
}

/** The most sessions that are resumed by one statement. */
const MAX_BATCH = 100;
const resuming = singleton("resuming", () => {
  const resume = (active: boolean) =>
    batched<string, Session | null>(
      async (ids) => resumeSessions((await database()).db, ids, { active }),
      { max: MAX_BATCH, isNoItems: isDatabaseUnavailable },
    );
  return { byPerson: resume(true), byTimer: resume(false) };
});

/**
 * Whom this browser's session belongs or belonged to, whether it lives or has ended; null without one.
 * Tells whose typed text something is, and allows nothing.
 */
export async function sessionOwner(): Promise<string | null> {
  return (await openSessionCookie(await sessionToken()))?.personId ?? null;
}

const currentSession = cache(async (): Promise<Session | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  const cookie = await openSessionCookie(token);
  if (!cookie) return null;
  const given = await headers();
  if (!isSameBrowser(cookie.device, given.get("user-agent"))) {
    await reportOtherBrowser(cookie.sessionId, originOf(given));
    return null;
  }
  const { byPerson, byTimer } = resuming();
  const resume = given.has(TIMER_HEADER) ? byTimer : byPerson;
  const session = await resume(cookie.sessionId);
  noteSession(token ?? "", session?.person.id ?? null);
  return session;
});

/**
 * In another kind of browser than the one it was given to, a cookie is nobody's: its holder has to
 * sign in. The session goes on where it began, and its person is told. One row for each such browser.
 */
async function reportOtherBrowser(id: string, origin: Origin): Promise<void> {
  const browser = deviceName(origin.userAgent) ?? "";
  const { db } = await database();
  const owner = await db.transaction(async (tx) => {
    const found = await noteOtherBrowser(tx, id, browser);
    if (!found) return null;
    const by = { ...origin, ...found };
    const entry = { success: false, by, resource: found.email, detail: { browser } };
    await record(tx, { event: "session.other_browser", ...entry });
    return found;
  });
  // By itself: changes of a person lock the person before the sessions.
  if (owner) await db.transaction((tx) => tell(tx, owner.personId, "other_browser"));
}

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
    startedAt: session.startedAt,
    provedAt: session.provedAt,
    notices: session.notices,
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
