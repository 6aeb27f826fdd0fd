import type { Claims } from "#lib/server/auth/oidc/client/claims.ts";
import type { Sso } from "#lib/server/config/oidc.ts";

/** The settings of a provider. */
export function sampleSso(changes: Partial<Sso> = {}): Sso {
  return {
    issuer: "https://id.example.kz",
    clientId: "anyqta",
    clientSecret: () => "a secret of the tests",
    name: "Shop ID",
    hosts: ["id.example.kz"],
    scope: "openid email",
    roles: null,
    secondFactor: new Set(["mfa"]),
    addsPeople: false,
    trustsEmail: false,
    ...changes,
  };
}

/** The verified claims of a person. */
export function sampleClaims(changes: Partial<Claims> = {}): Claims {
  return { sub: "one", iat: Math.floor(Date.now() / 1_000), ...changes };
}
