import "server-only";
import { z } from "zod";
import { actSchema } from "#lib/account/acts.ts";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import { seal, unseal } from "#lib/server/crypto/sealed-text.ts";
import { deleteCookie, hostCookieName, setCookie } from "#lib/server/http/cookies.ts";
import { LIMITS } from "./client/limits.ts";

/**
 * One authorization flow, from the redirect to the provider to the callback. An encrypted cookie
 * binds it to the browser that began it. It is valid for ten minutes and can be used once.
 */

const schema = z.object({
  what: z.literal("sso"),
  /** To sign in, to connect an identity to a signed-in person, or for step-up. */
  purpose: z.enum(["sign_in", "connect", "prove"]),
  /** Hash of the session that began the flow; null for signing in. */
  sessionHash: z.string().nullable(),
  /** The act that a step-up is for, if it is for one. */
  act: actSchema.nullable(),
  /** The path to return to afterwards. */
  back: z.string(),
  state: z.string(),
  nonce: z.string(),
  /** Code verifier of PKCE (RFC 7636), which the code cannot be redeemed without. */
  verifier: z.string(),
  begunAt: z.number(),
});
export type Flow = z.infer<typeof schema>;

/** What a flow is begun with. */
export type FlowBeginning = Pick<Flow, "purpose" | "sessionHash" | "act" | "back">;

export function newFlow(given: FlowBeginning): Flow {
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

/** A Set-Cookie value that deletes the flow's cookie. */
export function clearedFlowCookie(): string {
  return deleteCookie(flowCookieName(), { sameSite: "lax" });
}

/** The flow in a cookie; null if the cookie is missing, forged or older than ten minutes. */
export function readFlow(cookie: string | undefined): Flow | null {
  const text = cookie === undefined ? null : unseal(cookie, "sso");
  const flow = text === null ? null : schema.safeParse(JSON.parse(text)).data;
  return flow && Date.now() - flow.begunAt < LIMITS.flowMs ? flow : null;
}

export function flowCookieName(): string {
  return hostCookieName("anyqta.sso");
}
