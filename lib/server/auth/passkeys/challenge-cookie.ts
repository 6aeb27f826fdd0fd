import "server-only";
import { cookies } from "next/headers";
import { AppError } from "#lib/http/errors.ts";
import { settings } from "#lib/server/config/settings.ts";
import { type Ceremony, CHALLENGE_SECONDS, sealChallenge } from "./challenges.ts";
import { type RelyingParty, relyingParty } from "./relying-party.ts";

/** How a sealed challenge goes to a browser and comes back. */

function isSecure(): boolean {
  return settings().app.url.protocol === "https:";
}

function cookieName(): string {
  return `${isSecure() ? "__Host-" : ""}anyqta.challenge`;
}

/** The sealed challenge of this browser; "" when there is none. */
export async function challengeFromCookie(): Promise<string> {
  return (await cookies()).get(cookieName())?.value ?? "";
}

/**
 * The answer that gives a browser the options of a ceremony, their challenge also in the cookie.
 * @throws AppError not_found where passkeys cannot work.
 */
export async function challengeAnswer(
  ceremony: Ceremony,
  optionsFor: (party: RelyingParty) => Promise<{ challenge: string }>,
): Promise<Response> {
  const party = relyingParty();
  if (!party) throw new AppError("not_found");
  const options = await optionsFor(party);
  const sealed = sealChallenge(options.challenge, ceremony);
  const secure = isSecure() ? "; Secure" : "";
  const cookie = `${cookieName()}=${sealed}; Path=/; Max-Age=${CHALLENGE_SECONDS}; SameSite=Strict; HttpOnly${secure}`;
  return Response.json(options, {
    headers: { "cache-control": "private, no-store", "set-cookie": cookie },
  });
}
