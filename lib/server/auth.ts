import "server-only";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { safePath } from "#lib/safe-path.ts";
import { record } from "./audit.ts";
import { database } from "./db/client.ts";
import { log } from "./log.ts";
import { originOf, sessionCookieName } from "./session.ts";
import { endSession, SESSION_HOURS, startSession } from "./session-rows.ts";
import { settings } from "./settings.ts";
import { checkPassword } from "./staff.ts";

declare module "next-auth" {
  interface User {
    /** Secret id of the session row. */
    sid: string;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sid?: string;
  }
}

/** Signs in by name and password; the cookie carries a session id only, the row decides. */
export function authOptions(): NextAuthOptions {
  const { app } = settings();
  const secure = app.url.protocol === "https:";
  const cookie = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const name = (rest: string) => `${secure ? "__Host-" : ""}anyqta.${rest}`;
  return {
    secret: app.secret,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/" },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookie },
      csrfToken: { name: name("csrf"), options: cookie },
      callbackUrl: { name: name("callback"), options: cookie },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (given, request) => authorize(given, new Headers(request.headers ?? {})),
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + safePath(url, baseUrl),
      jwt: ({ token, user }) =>
        user ? { sid: user.sid } : { ...(token.sid && { sid: token.sid }) },
      // Nobody needs the session in the browser: the pages know the person.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (token?.sid) await signOut(token.sid);
      },
    },
    logger: {
      error: (code) => log().error({ code }, "sign-in library"),
      warn: (code) => log().debug({ code }, "sign-in library"),
      debug: () => {},
    },
  };
}

/** Name of the cookie whose first half is the token that a sign-in form must send. */
export function csrfCookieName(): string {
  return `${settings().app.url.protocol === "https:" ? "__Host-" : ""}anyqta.csrf`;
}

async function authorize(
  given: Record<"email" | "password", string> | undefined,
  headers: Headers,
): Promise<{ id: string; sid: string } | null> {
  const { email, password } = given ?? {};
  if (!email || !password || email.length > 254 || password.length > 1_000) return null;
  const origin = originOf(headers);
  try {
    const { db } = await database();
    const person = await checkPassword(db, { email: email.trim(), password, origin });
    if (!person) return null;
    return await db.transaction(async (tx) => {
      const sid = await startSession(tx, person.id);
      await record(tx, {
        event: "session.started",
        success: true,
        by: origin,
        resource: person.email,
      });
      return { id: person.id, sid };
    });
  } catch (error) {
    log().error({ err: error, requestId: origin.requestId }, "sign-in failed");
    // The library shows the message in the address bar: a word of ours, never the cause.
    throw new Error("unavailable");
  }
}

/** Ends the session at once and says so in the audit. */
export async function signOut(sid: string): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    const personId = await endSession(tx, sid);
    if (!personId) return;
    await record(tx, {
      event: "session.ended",
      success: true,
      by: null,
      detail: { personId },
    });
  });
}
