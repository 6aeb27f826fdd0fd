import "server-only";
import { cookies } from "next/headers";
import { AppError } from "#lib/http/errors.ts";
import { hostCookieName, setCookie } from "#lib/server/http/cookies.ts";
import { type Ceremony, CHALLENGE_SECONDS, sealChallenge } from "./challenges.ts";
import { type RelyingParty, relyingParty } from "./relying-party.ts";

/** The cookie in which a sealed challenge goes to a browser and comes back. */

function cookieName(): string {
  return hostCookieName("anyqta.challenge");
}

/** The sealed challenge of this browser; "" when there is none. */
export async function challengeFromCookie(): Promise<string> {
  return (await cookies()).get(cookieName())?.value ?? "";
}

/**
 * Answers with the options of a ceremony; their challenge goes into the cookie, too.
 * @throws AppError not_found where passkeys cannot work.
 */
export async function challengeAnswer(
  ceremony: Ceremony,
  optionsFor: (party: RelyingParty) => Promise<{ challenge: string }>,
): Promise<Response> {
  const party = relyingParty();
  if (!party) throw new AppError("not_found");
  const given = await optionsFor(party);
  const sealed = sealChallenge(given.challenge, ceremony);
  const options = { maxAge: CHALLENGE_SECONDS, sameSite: "strict" } as const;
  const cookie = setCookie(cookieName(), sealed, options);
  return Response.json(given, {
    headers: { "cache-control": "private, no-store", "set-cookie": cookie },
  });
}
