import type { Claims } from "#lib/server/auth/oidc/client/id-token.ts";
import type { Sso } from "#lib/server/config/oidc.ts";

/** A provider as tests want it. */
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
    ...changes,
  };
}

/** What it says of a person. */
export function sampleClaims(changes: Partial<Claims> = {}): Claims {
  return { sub: "one", aud: "anyqta", nonce: "once", ...changes };
}
