import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { can, type Permission } from "#lib/access.ts";
import { TIMER_HEADER } from "#lib/api.ts";
import { peerAddress } from "./arrival.ts";
import type { Actor, Origin } from "./audit.ts";
import { database } from "./db/client.ts";
import { newReference } from "./reference.ts";
import { resumeSessions, type Session } from "./session-rows.ts";
import { settings } from "./settings.ts";
import { singleton } from "./singleton.ts";
import { together } from "./together.ts";

/** Who is asking: from the cookie to a living row. Pages and handlers use the same guard. */

/** `__Host-` binds the cookie to this host over https (RFC 6265bis 4.1.3.2). */
export function sessionCookieName(): string {
  return settings().app.url.protocol === "https:" ? "__Host-anyqta.session" : "anyqta.session";
}

/**
 * What cookies were found to hold, as opening one costs more than all else about a session. A cookie
 * says nothing but a name: whether the session lives, its row decides each time.
 */
const opened = singleton("opened-cookies", () => new Map<string, { id: string; until: number }>());
const MOST_OPENED = 1_000;

/** The session id inside the signed-in cookie, or null. */
export async function sessionIdFromCookie(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token) return null;
  const known = opened().get(token);
  if (known && known.until > Date.now()) return known.id;
  try {
    const payload = await decode({ token, secret: settings().app.secret });
    if (typeof payload?.sid !== "string") return null;
    if (opened().size >= MOST_OPENED) opened().clear();
    opened().set(token, { id: payload.sid, until: Number(payload.exp) * 1_000 });
    return payload.sid;
  } catch {
    // Forged, expired or of an older secret: nobody is signed in.
    return null;
  }
}

/** From where the request comes, for the audit. */
export function originOf(requestHeaders: Headers): Origin {
  return {
    ip: peerAddress(requestHeaders),
    userAgent: requestHeaders.get("user-agent"),
    requestId: newReference(),
  };
}

/** Sessions that are asked about at the same time are one statement. */
const MOST_TOGETHER = 100;
const resuming = singleton("resuming", () => {
  const resume = (active: boolean) =>
    together<string, Session | null>(
      async (ids) => resumeSessions((await database()).db, ids, { active }),
      { most: MOST_TOGETHER },
    );
  return { byPerson: resume(true), byTimer: resume(false) };
});

/** The signed-in person behind this request, or null. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const id = await sessionIdFromCookie();
  if (!id) return null;
  const requestHeaders = await headers();
  const { byPerson, byTimer } = resuming();
  const session = await (requestHeaders.has(TIMER_HEADER) ? byTimer(id) : byPerson(id));
  if (!session) return null;
  return {
    personId: session.person.id,
    email: session.person.email,
    role: session.person.role,
    sessionHash: session.sessionHash,
    revealed: session.revealed,
    mustEnrol: session.mustEnrol,
    provedAt: session.provedAt,
    ...originOf(requestHeaders),
  };
});

/**
 * The guard of pages: the person, if they may; else to the sign-in, which leads back to `path`.
 * Someone without the permission sees the same page as for an address that does not exist.
 */
export async function requireActor(permission: Permission, path: string): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) redirect(`/api/auth/signin?callbackUrl=${encodeURIComponent(path)}`);
  if (!can(actor.role, permission)) notFound();
  if (actor.mustEnrol && permission !== "account.manage") redirect("/account/factor");
  return actor;
}
