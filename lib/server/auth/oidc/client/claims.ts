import { z } from "zod";
import type { Sso } from "#lib/server/config/oidc.ts";
import { SsoError } from "../sso-error.ts";
import { LIMITS } from "./limits.ts";

const claimsSchema = z.looseObject({
  // OpenID Connect Core 1.0, section 2: at most 255 ASCII characters.
  sub: z.string().regex(/^[\x20-\x7e]{1,255}$/),
  iat: z.number(),
  azp: z.string().optional(),
  // Providers write these in several ways (RFC 8176 has amr as a list, some send one text). What cannot
  // be read proves nothing, and is no reason to keep out a person who is linked already.
  auth_time: z.number().optional().catch(undefined),
  acr: z.string().optional().catch(undefined),
  amr: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .optional()
    .catch(undefined),
  email: z.string().optional().catch(undefined),
  email_verified: z
    .union([z.boolean(), z.stringbool({ truthy: ["true"], falsy: ["false"] })])
    .optional()
    .catch(undefined),
});
export type Claims = z.infer<typeof claimsSchema>;

/**
 * Reads the claims of an ID token that the library has verified (OpenID Connect Core 1.0, 3.1.3.7)
 * and checks what the library does not: the form of the subject, the authorized party of a token
 * for one audience, and the age.
 * @throws SsoError id_token, with the name of the claim
 */
export function readClaims(verified: unknown, { clientId }: Sso): Claims {
  const read = claimsSchema.safeParse(verified);
  if (!read.success) throw new SsoError("id_token", String(read.error.issues[0]?.path[0]));
  const claims = read.data;
  if (claims.azp !== undefined && claims.azp !== clientId) throw new SsoError("id_token", "azp");
  const ageSeconds = Date.now() / 1_000 - claims.iat;
  const { tokenAgeSeconds, toleranceSeconds } = LIMITS;
  if (ageSeconds > tokenAgeSeconds + toleranceSeconds || ageSeconds < -toleranceSeconds) {
    throw new SsoError("id_token", "iat");
  }
  return claims;
}

/**
 * Checks that the person signed in at the provider after the flow began, as `max_age=0` requires.
 * @throws SsoError stale
 */
export function checkFreshness({ auth_time: at }: Claims, { begunAt }: { begunAt: number }): void {
  const earliest = begunAt / 1_000 - LIMITS.toleranceSeconds;
  const latest = Date.now() / 1_000 + LIMITS.toleranceSeconds;
  if (at === undefined || at < earliest || at > latest) throw new SsoError("stale");
}

/** Whether amr or acr has a value that proves a second factor by the settings (RFC 8176). */
export function provesSecondFactor({ acr, amr = [] }: Claims, { secondFactor }: Sso): boolean {
  return [...amr, acr ?? ""].some((value) => secondFactor.has(value));
}
