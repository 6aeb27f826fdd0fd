import "server-only";
import { z } from "zod";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import { seal, unseal } from "#lib/server/crypto/sealed-text.ts";
import { deleteCookie, hostCookieName, setCookie } from "#lib/server/http/cookies.ts";
import { LIMITS } from "./client/limits.ts";

/**
 * One authorization flow, from the redirect to the provider to the callback. A sealed cookie binds it
 * to the browser that began it; it is valid for ten minutes and works once.
 */

const schema = z.object({
  what: z.literal("sso"),
  /** To sign in, to connect an identity to a signed-in person, or for step-up authentication. */
  purpose: z.enum(["sign_in", "connect", "prove"]),
  /** Hash of the session that began it; null for signing in. */
  sessionHash: z.string().nullable(),
  /** The path to continue at afterwards. */
  back: z.string(),
  state: z.string(),
  nonce: z.string(),
  /** PKCE (RFC 7636): redeeming the code requires it. */
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

/** The cookie of the flow. SameSite=Lax, as the callback is a navigation from another site. */
export function flowCookie(flow: Flow): string {
  const options = { maxAge: LIMITS.flowMs / 1_000, sameSite: "lax" } as const;
  return setCookie(flowCookieName(), seal(JSON.stringify(flow), "sso"), options);
}

/** Removes the flow's cookie. */
export function clearedFlowCookie(): string {
  return deleteCookie(flowCookieName(), { sameSite: "lax" });
}

/** The flow in a cookie; null if there is none, it is older than ten minutes or forged. */
export function readFlow(cookie: string | undefined): Flow | null {
  const text = cookie === undefined ? null : unseal(cookie, "sso");
  const flow = text === null ? null : schema.safeParse(JSON.parse(text)).data;
  return flow && Date.now() - flow.begunAt < LIMITS.flowMs ? flow : null;
}

export function flowCookieName(): string {
  return hostCookieName("anyqta.sso");
}
