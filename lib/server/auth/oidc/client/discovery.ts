import { z } from "zod";
import { isTrustworthy } from "#lib/http/loopback.ts";
import type { Sso } from "#lib/server/config/oidc.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { SsoRefused } from "../refused.ts";
import { askJson } from "./ask-json.ts";
import { ALGORITHMS } from "./id-token.ts";
import { LIMITS } from "./limits.ts";

/** What the provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as it is used. */

const schema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(["RS256"]),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
  code_challenge_methods_supported: z.array(z.string()).default(["S256"]),
  // RFC 9207: does every way back name the issuer?
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

export interface Provider {
  authorizationUrl: string;
  tokenUrl: string;
  keysUrl: string;
  /** How the client secret travels. */
  authentication: "client_secret_basic" | "client_secret_post";
  namesIssuer: boolean;
}

const kept = singleton(
  "sso-discovery",
  () => new Map<string, { provider: Promise<Provider>; until: number }>(),
);

/** What is known of the provider, at most an hour old; a failure is not kept. */
export function knownProvider(sso: Sso): Promise<Provider> {
  const found = kept().get(sso.issuer);
  if (found && found.until > Date.now()) return found.provider;
  const provider = discover(sso);
  kept().set(sso.issuer, { provider, until: Date.now() + LIMITS.discoveryAgeMs });
  provider.catch(() => kept().delete(sso.issuer));
  return provider;
}

/**
 * Asks the provider what it is, and refuses one that is another, leads to other hosts than the
 * settings name, or cannot do what we ask.
 * @throws SsoRefused provider_failed; discovery, with what to mend
 */
export async function discover(sso: Sso): Promise<Provider> {
  const url = `${sso.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const read = schema.safeParse(await askJson({ url }));
  if (!read.success) throw new SsoRefused("discovery", String(read.error.issues[0]?.path[0]));
  const told = read.data;
  if (told.issuer !== sso.issuer) throw new SsoRefused("discovery", "issuer");
  for (const name of ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const) {
    if (!isPinned(told[name], sso)) throw new SsoRefused("discovery", `${name}_host`);
  }
  const signs = told.id_token_signing_alg_values_supported;
  if (!ALGORITHMS.some((algorithm) => signs.includes(algorithm))) {
    throw new SsoRefused("discovery", "id_token_signing_alg");
  }
  if (!told.code_challenge_methods_supported.includes("S256")) {
    throw new SsoRefused("discovery", "code_challenge_methods");
  }
  return {
    authorizationUrl: told.authorization_endpoint,
    tokenUrl: told.token_endpoint,
    keysUrl: told.jwks_uri,
    authentication: authenticationOf(told.token_endpoint_auth_methods_supported),
    namesIssuer: told.authorization_response_iss_parameter_supported,
  };
}

/** On a host of the settings, and over https unless that host is this machine. */
function isPinned(address: string, { hosts }: Sso): boolean {
  const url = new URL(address);
  return isTrustworthy(url) && hosts.includes(url.host) && !url.username && !url.password;
}

function authenticationOf(methods: readonly string[]): Provider["authentication"] {
  if (methods.includes("client_secret_basic")) return "client_secret_basic";
  if (methods.includes("client_secret_post")) return "client_secret_post";
  throw new SsoRefused("discovery", "token_endpoint_auth_methods");
}
