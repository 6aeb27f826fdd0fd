import { errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";
import type { Sso } from "#lib/server/config/oidc.ts";
import { SsoRefused } from "../refused.ts";
import { LIMITS } from "./limits.ts";

/** Asymmetric only: "none" and HMAC under the client secret are not among them. */
export const ALGORITHMS: readonly string[] = ["RS256", "PS256", "ES256"];

const claimsSchema = z.looseObject({
  // Section 2: at most 255 ASCII characters.
  sub: z.string().regex(/^[\x20-\x7e]{1,255}$/),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  nonce: z.string(),
  auth_time: z.number().optional(),
  acr: z.string().optional(),
  amr: z.array(z.string()).optional(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
});
export type Claims = z.infer<typeof claimsSchema>;

/**
 * Holds an ID token against the rules of OpenID Connect Core 1.0, 3.1.3.7: signature, issuer,
 * audience, times, nonce.
 * @throws SsoRefused id_token, with the code of the rule
 */
export async function checkIdToken(
  idToken: string,
  { sso, keys, nonce }: { sso: Sso; keys: JWTVerifyGetKey; nonce: string },
): Promise<Claims> {
  const payload = await verified(idToken, { sso, keys });
  const read = claimsSchema.safeParse(payload);
  if (!read.success) throw new SsoRefused("id_token", String(read.error.issues[0]?.path[0]));
  const claims = read.data;
  if (claims.nonce !== nonce) throw new SsoRefused("id_token", "nonce");
  // A token for several is ours only when it says that we asked for it.
  const isShared = Array.isArray(claims.aud) && claims.aud.length > 1;
  if ((isShared || claims.azp !== undefined) && claims.azp !== sso.clientId) {
    throw new SsoRefused("id_token", "azp");
  }
  return claims;
}

async function verified(
  idToken: string,
  { sso, keys }: { sso: Sso; keys: JWTVerifyGetKey },
): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      algorithms: [...ALGORITHMS],
      issuer: sso.issuer,
      audience: sso.clientId,
      requiredClaims: ["sub", "exp", "iat"],
      clockTolerance: LIMITS.toleranceSeconds,
      // Also refuses what was issued in the future.
      maxTokenAge: LIMITS.tokenAgeSeconds,
    });
    return payload;
  } catch (error) {
    if (error instanceof SsoRefused) throw error;
    throw new SsoRefused("id_token", error instanceof errors.JOSEError ? error.code : "unreadable");
  }
}

/** Does one of the words that the settings name stand in amr or acr (RFC 8176)? */
export function provesSecondFactor({ acr, amr = [] }: Claims, { secondFactor }: Sso): boolean {
  return [...amr, acr ?? ""].some((word) => secondFactor.has(word));
}
