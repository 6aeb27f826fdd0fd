import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretPost,
  type Configuration,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from "openid-client";
import { z } from "zod";
import type { Sso } from "#lib/server/config/oidc.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { SsoError } from "../sso-error.ts";
import { LIMITS } from "./limits.ts";
import { isPinned, providerFetch } from "./provider-fetch.ts";

/** Discovers the provider's metadata (OpenID Connect Discovery 1.0, section 3). */

const metadataSchema = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(["RS256"]),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
  code_challenge_methods_supported: z.array(z.string()).default(["S256"]),
});
const ENDPOINTS = ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const;

const cached = singleton(
  "oidc-discovery",
  () => new Map<string, { configuration: Promise<Configuration>; until: number }>(),
);

/**
 * The discovered provider, cached for an hour; failures are not cached.
 * @throws as `discover`
 */
export function knownProvider(sso: Sso): Promise<Configuration> {
  const found = cached().get(sso.issuer);
  if (found && found.until > Date.now()) return found.configuration;
  const configuration = discover(sso);
  cached().set(sso.issuer, { configuration, until: Date.now() + LIMITS.discoveryAgeMs });
  configuration.catch(() => cached().delete(sso.issuer));
  return configuration;
}

/**
 * Discovers the provider. Refuses another issuer, endpoints on hosts that the settings do not name,
 * and a provider without the methods that Anyqta uses.
 * @throws SsoError provider_failed; discovery, with the name of the metadata to correct
 */
export async function discover(sso: Sso): Promise<Configuration> {
  const options = {
    [customFetch]: providerFetch(sso),
    // `isPinned` refuses plain http for every host but this machine.
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
  };
  const client = { [clockTolerance]: LIMITS.toleranceSeconds };
  try {
    const configuration = await discovery(
      new URL(sso.issuer),
      sso.clientId,
      client,
      authenticationOf(sso),
      options,
    );
    checkMetadata(configuration.serverMetadata(), sso);
    return configuration;
  } catch (error) {
    if (error instanceof SsoError) throw error;
    const cause = error instanceof Error ? error.cause : undefined;
    // The only check of the library on a JSON answer is the issuer.
    throw cause instanceof SsoError ? cause : new SsoError("discovery", "issuer");
  }
}

function checkMetadata(metadata: { issuer: string }, sso: Sso): void {
  // The library compares normalized URLs; tokens and callbacks must name the issuer exactly.
  if (metadata.issuer !== sso.issuer) throw new SsoError("discovery", "issuer");
  const read = metadataSchema.safeParse(metadata);
  if (!read.success) throw new SsoError("discovery", String(read.error.issues[0]?.path[0]));
  const found = read.data;
  const foreign = ENDPOINTS.find((name) => !isPinned(found[name], sso));
  if (foreign) throw new SsoError("discovery", `${foreign}_host`);
  // HS* algorithms would use the client secret as the key.
  if (found.id_token_signing_alg_values_supported.every((alg) => /^(none|HS\d+)$/.test(alg))) {
    throw new SsoError("discovery", "id_token_signing_alg");
  }
  if (!found.code_challenge_methods_supported.includes("S256")) {
    throw new SsoError("discovery", "code_challenge_methods");
  }
  if (!methodOf(found.token_endpoint_auth_methods_supported)) {
    throw new SsoError("discovery", "token_endpoint_auth_methods");
  }
}

function methodOf(supported: readonly string[] = ["client_secret_basic"]) {
  const methods = ["client_secret_basic", "client_secret_post"] as const;
  return methods.find((method) => supported.includes(method));
}

/** Authenticates the client. Reads the secret for each request, as its file may be replaced. */
function authenticationOf({ clientId, clientSecret }: Sso): ClientAuth {
  return (server, client, body, headers) => {
    if (methodOf(server.token_endpoint_auth_methods_supported) === "client_secret_post") {
      ClientSecretPost(clientSecret())(server, client, body, headers);
      return;
    }
    const pair = `${formEncoded(clientId)}:${formEncoded(clientSecret())}`;
    headers.set("authorization", `Basic ${Buffer.from(pair).toString("base64")}`);
  };
}

/**
 * Form-encodes (RFC 6749, 2.3.1). Unlike the library, does not encode "-", "." and "_", for
 * providers that compare without decoding.
 */
function formEncoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}
