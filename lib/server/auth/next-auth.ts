import "server-only";
import { headers } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { safePath } from "#lib/http/safe-path.ts";
import type { Origin } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { isSecure } from "#lib/server/http/cookies.ts";
import { originOf } from "#lib/server/http/request-context.ts";
import { log } from "#lib/server/log.ts";
import { endSession, SESSION_HOURS } from "#lib/server/people/sessions.ts";
import { csrfCookieName } from "./csrf.ts";
import { MAX_ANSWER } from "./passkeys/answers.ts";
import { authenticateWithPasskey } from "./passkeys/authenticate.ts";
import { challengeFromCookie } from "./passkeys/challenge-cookie.ts";
import { relyingParty } from "./passkeys/relying-party.ts";
import { callbackCookieName, sessionCookieName } from "./session-cookie.ts";
import { type Authenticated, byPassword, MAX_PASSWORD, signInBy } from "./sign-in.ts";

declare module "next-auth" {
  interface User {
    /** Secret id of the session. */
    sid: string;
    /** The browser that it is given to; null for a program. */
    device: string | null;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sid?: string;
    device?: string | null;
  }
}

/**
 * Options for sign-in by password or passkey. The cookie has a session id; the session's row
 * decides.
 */
export function authOptions(): NextAuthOptions {
  const { app } = settings();
  const secure = isSecure();
  const cookie = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    secret: app.secret,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/" },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookie },
      csrfToken: { name: csrfCookieName(), options: cookie },
      callbackUrl: { name: callbackCookieName(), options: cookie },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, code: {} },
        authorize: (given, request) => signInBy(originIn(request), (by) => byPassword(given, by)),
      }),
      CredentialsProvider({
        id: "passkey",
        credentials: { passkey: {}, password: {} },
        authorize: (given, request) => signInBy(originIn(request), (by) => byPasskey(given, by)),
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + safePath(url, baseUrl),
      // Only rate limits use the person's id; the session's row decides who is signed in.
      jwt({ token, user }) {
        if (user) return { sid: user.sid, sub: user.id, device: user.device };
        const { sid, sub, device } = token;
        return {
          ...(sid !== undefined && { sid }),
          ...(sub !== undefined && { sub }),
          ...(device !== undefined && { device }),
        };
      },
      // The browser needs no session data: the server renders the person's name.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (token?.sid) await signOut(token.sid, originOf(await headers()));
      },
    },
    logger: {
      error: (code) => log().error({ code }, "sign-in library"),
      warn: (code) => log().debug({ code }, "sign-in library"),
      debug: () => {},
    },
  };
}

function originIn(request: { headers?: Record<string, string> }): Origin {
  return originOf(new Headers(request.headers ?? {}));
}

async function byPasskey(
  given: Record<"passkey" | "password", string> | undefined,
  origin: Origin,
): Promise<Authenticated | null> {
  const { passkey: answer = "", password = "" } = given ?? {};
  const party = relyingParty();
  if (!party || answer.length > MAX_ANSWER || password.length > MAX_PASSWORD) return null;
  const { db } = await database();
  const sealed = await challengeFromCookie();
  const person = await authenticateWithPasskey(db, { answer, sealed, party, password }, origin);
  return person && { person, mustEnrol: false, way: "passkey" };
}

/** Ends the session and records that in the audit log. */
export async function signOut(sid: string, origin: Origin): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    const ended = await endSession(tx, sid);
    if (!ended) return;
    await record(tx, { event: "session.ended", success: true, by: { ...origin, ...ended } });
  });
}
