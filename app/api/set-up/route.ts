import { cookies } from "next/headers";
import { z } from "zod";
import type { Origin } from "#lib/server/actor.ts";
import { route } from "#lib/server/api/route.ts";
import {
  browserIdFor,
  knownBrowser,
  knownBrowserCookie,
} from "#lib/server/auth/attempts/known-browser.ts";
import { csrfCookie, csrfCookieName, newCsrfToken, tokenOf } from "#lib/server/auth/csrf.ts";
import { byPassword, signInBy } from "#lib/server/auth/sign-in.ts";
import { signInAnswer } from "#lib/server/auth/sign-in-answer.ts";
import { database } from "#lib/server/db/client.ts";
import { typedEmailCookie } from "#lib/server/http/flash.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { personByEmail } from "#lib/server/people/accounts.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import { setUp, setUpEmail } from "#lib/server/people/password/change.ts";

const inputSchema = z.object({
  token: z.string().max(100),
  password: z.string().max(1_000),
  repeat: z.string().max(1_000),
});

/**
 * Sets the first password, with a valid set-up link, and signs the person in; one with a second factor
 * signs in by themselves, as the link replaces none. Public.
 */
export const POST = route(
  { access: "public", budget: "signIns", input: inputSchema },
  async ({ input: { token, password, repeat }, origin }) => {
    const { db } = await database();
    const email = await setUpEmail(db, token);
    const outcome = await setUp(db, { token, password, repeat, origin });
    if (email === null || outcome !== "done") {
      return seeOther(`/set-up/${encodeURIComponent(token)}?problem=${outcome}`);
    }
    const { id } = await personByEmail(db, email);
    const signedIn = (await hasFactor(db, id)) ? null : await signIn({ email, password }, origin);
    if (signedIn) return signInAnswer(signedIn, { callbackUrl: "/", origin });
    // An administrator gave the link, so this browser is known even while others try passwords.
    const cookie = knownBrowserCookie(await knownBrowser(), email);
    // With the token of the form, as without it the sign-in would begin anew and forget the rest.
    const own = tokenOf((await cookies()).get(csrfCookieName())?.value);
    return seeOther("/sign-in?done=set-up", [
      cookie,
      typedEmailCookie(email),
      ...(own === null ? [csrfCookie(newCsrfToken())] : []),
    ]);
  },
);

/** Signs in by the new password, as the form would: a blocked person and a locked name do not. */
async function signIn(given: { email: string; password: string }, origin: Origin) {
  const browserId = browserIdFor(await knownBrowser(), given.email);
  return signInBy(origin, (by) => byPassword({ ...given, code: "", browserId }, by));
}
