import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { can, type Permission } from "#lib/access.ts";
import { TIMER_HEADER } from "#lib/api.ts";
import { peerAddress } from "./arrival.ts";
import type { Actor, Origin } from "./audit.ts";
import { database } from "./db/client.ts";
import { newReference } from "./reference.ts";
import { resumeSession } from "./session-rows.ts";
import { settings } from "./settings.ts";

/** Who is asking: from the cookie to a living row. Pages and handlers use the same guard. */

/** `__Host-` binds the cookie to this host over https (RFC 6265bis 4.1.3.2). */
export function sessionCookieName(): string {
  return settings().app.url.protocol === "https:" ? "__Host-anyqta.session" : "anyqta.session";
}

/** The session id inside the signed-in cookie, or null. */
export async function sessionIdFromCookie(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token) return null;
  try {
    const payload = await decode({ token, secret: settings().app.secret });
    return typeof payload?.sid === "string" ? payload.sid : null;
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

/** The signed-in person behind this request, or null. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const id = await sessionIdFromCookie();
  if (!id) return null;
  const requestHeaders = await headers();
  const { db } = await database();
  const session = await resumeSession(db, id, { active: !requestHeaders.has(TIMER_HEADER) });
  if (!session) return null;
  return {
    personId: session.person.id,
    email: session.person.email,
    role: session.person.role,
    sessionHash: session.sessionHash,
    revealed: session.revealed,
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
  if (!can(actor.role, permission)) redirect("/");
  return actor;
}
