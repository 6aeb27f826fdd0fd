import "server-only";
import { z } from "zod";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import { sealPacked, unsealPacked } from "#lib/server/crypto/sealed-text.ts";
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
  /** The path to return to afterwards. */
  back: z.string(),
  state: z.string(),
  nonce: z.string(),
  /** Code verifier of PKCE (RFC 7636), which the code cannot be redeemed without. */
  verifier: z.string(),
  begunAt: z.number(),
});
export type Flow = z.infer<typeof schema>;

/** The cookies of a request. */
interface Cookies {
  get(name: string): { value: string } | undefined;
}

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

/** The longest value of one cookie: browsers drop cookies of more than 4,096 bytes with their name. */
const PIECE = 3_500;
/** The longest path to return to (LONGEST_PATH), sealed, has three pieces. */
const FURTHER_PIECES = 3;

/**
 * The cookies of the flow; the first one says how many follow, of which older ones may be left.
 * SameSite=Lax, as the callback is a navigation from another site.
 */
export function flowCookies(flow: Flow): string[] {
  const options = { maxAge: LIMITS.flowMs / 1_000, sameSite: "lax" } as const;
  const sealed = sealPacked(JSON.stringify(flow), "sso");
  const pieces = sealed.match(new RegExp(`.{1,${PIECE}}`, "g")) ?? [];
  return pieces.map((piece, place) =>
    place === 0
      ? setCookie(flowCookieName(), `${pieces.length - 1}.${piece}`, options)
      : setCookie(furtherName(place), piece, options),
  );
}

/** A Set-Cookie value that deletes the flow's first cookie, without which the others are nothing. */
export function clearedFlowCookie(): string {
  return deleteCookie(flowCookieName(), { sameSite: "lax" });
}

/** The flow in the cookies; null if they are missing, forged or older than ten minutes. */
export function readFlow(cookies: Cookies): Flow | null {
  const first = cookies.get(flowCookieName())?.value ?? "";
  const [, more, piece = ""] = new RegExp(`^([0-${FURTHER_PIECES}])\\.(.+)$`).exec(first) ?? [];
  const others = Array.from(
    { length: Number(more ?? 0) },
    (_, place) => cookies.get(furtherName(place + 1))?.value ?? "",
  );
  const text = unsealPacked(piece + others.join(""), "sso");
  const flow = text === null ? null : schema.safeParse(JSON.parse(text)).data;
  return flow && Date.now() - flow.begunAt < LIMITS.flowMs ? flow : null;
}

function flowCookieName(): string {
  return hostCookieName("anyqta.sso");
}

function furtherName(place: number): string {
  return hostCookieName(`anyqta.sso.${place}`);
}
