import "server-only";
import { cookies } from "next/headers";
import { AppError } from "#lib/http/errors.ts";
import { deleteCookie, hostCookieName, setCookie } from "#lib/server/http/cookies.ts";
import { type Ceremony, CHALLENGE_SECONDS, sealChallenge } from "./challenges.ts";
import { type RelyingParty, relyingParty } from "./relying-party.ts";

/** The cookie that keeps an encrypted challenge in the browser during a ceremony. */

function cookieName(): string {
  return hostCookieName("anyqta.challenge");
}

/** The encrypted challenge of this browser, or "". */
export async function challengeFromCookie(): Promise<string> {
  return (await cookies()).get(cookieName())?.value ?? "";
}

/** A Set-Cookie value that deletes the challenge's cookie. */
export function clearedChallengeCookie(): string {
  return deleteCookie(cookieName(), { sameSite: "strict" });
}

/**
 * Answers with the options of a ceremony, and puts their challenge into the cookie.
 * @throws AppError not_found if passkeys cannot be used at this address.
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
