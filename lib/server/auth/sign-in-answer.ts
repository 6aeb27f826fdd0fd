import "server-only";
import { safePath } from "#lib/http/safe-path.ts";
import type { Origin, Person } from "#lib/server/actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { clearedEmailCookie, typedEmailCookie } from "#lib/server/http/flash.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { knownBrowser, knownBrowserCookie } from "./attempts/known-browser.ts";
import { newSessionCookie } from "./sign-in.ts";

/**
 * The answer to an attempt to sign in: onward with the session's cookie and with that of a known
 * browser, or back to the form, which says no more than that something was wrong and keeps the e-mail
 * address that was typed.
 */
export async function signInAnswer(
  signedIn: { person: Person; sessionId: string } | null,
  {
    callbackUrl,
    origin,
    email = "",
    byCode = false,
  }: {
    callbackUrl: string;
    origin: Pick<Origin, "userAgent">;
    email?: string;
    /** Whether a code was given. */
    byCode?: boolean;
  },
): Promise<Response> {
  const back = safePath(callbackUrl, settings().app.url.origin);
  if (!signedIn) {
    const path = `/sign-in?callbackUrl=${encodeURIComponent(back)}&error=CredentialsSignin`;
    return seeOther(path, [email ? typedEmailCookie(email) : clearedEmailCookie()]);
  }
  const { person, sessionId } = signedIn;
  return seeOther(back, [
    await newSessionCookie({ sessionId, personId: person.id }, origin),
    knownBrowserCookie(await knownBrowser(), person.email, { byCode }),
    clearedEmailCookie(),
  ]);
}
