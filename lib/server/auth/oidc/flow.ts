import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import { seal, unseal } from "#lib/server/crypto/sealed-text.ts";
import { deleteCookie, hostCookieName, setCookie } from "#lib/server/http/cookies.ts";
import { LIMITS } from "./client/limits.ts";

/**
 * One way to the provider and back: begun by a person in this browser, known again by a sealed cookie
 * of ten minutes that works once. It carries what only the two ends may know, and what the way is for.
 */

const schema = z.object({
  what: z.literal("sso"),
  /** Signing in, connecting a signed-in person, or proving that it is still them. */
  purpose: z.enum(["sign_in", "connect", "prove"]),
  /** The session that began it, by its hash; null for signing in. */
  sessionHash: z.string().nullable(),
  /** Where to go on then. */
  back: z.string(),
  state: z.string(),
  nonce: z.string(),
  /** RFC 7636: whoever redeems the code must know it. */
  verifier: z.string(),
  begunAt: z.number(),
});
export type Flow = z.infer<typeof schema>;

export function newFlow(given: Pick<Flow, "purpose" | "sessionHash" | "back">): Flow {
  return {
    what: "sso",
    ...given,
    state: newSecret(),
    nonce: newSecret(),
    verifier: newSecret(),
    begunAt: Date.now(),
  };
}

/** The S256 challenge of a verifier (RFC 7636, 4.2). */
export function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

/** Lax: the way back is a navigation from another site. */
export function flowCookie(flow: Flow): string {
  const options = { maxAge: LIMITS.flowMs / 1_000, sameSite: "lax" } as const;
  return setCookie(flowCookieName(), seal(JSON.stringify(flow), "sso"), options);
}

export function noFlowCookie(): string {
  return deleteCookie(flowCookieName(), { sameSite: "lax" });
}

/** The flow in a cookie, or null when there is none, it is older than ten minutes or not of ours. */
export function readFlow(cookie: string | undefined): Flow | null {
  const text = cookie === undefined ? null : unseal(cookie, "sso");
  const flow = text === null ? null : schema.safeParse(JSON.parse(text)).data;
  return flow && Date.now() - flow.begunAt < LIMITS.flowMs ? flow : null;
}

export function flowCookieName(): string {
  return hostCookieName("anyqta.sso");
}
