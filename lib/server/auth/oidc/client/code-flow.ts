import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  type Configuration,
  calculatePKCECodeChallenge,
} from "openid-client";
import type { Sso } from "#lib/server/config/oidc.ts";
import type { Flow } from "../flow.ts";
import { SsoError } from "../sso-error.ts";
import { type Claims, checkFreshness, readClaims } from "./claims.ts";
import { knownProvider } from "./discovery.ts";

/** The authorization code flow (OpenID Connect Core 1.0, 3.1) with state, nonce and PKCE. */

export interface Client {
  sso: Sso;
  /** The address to which the provider redirects the browser. */
  redirectUri: string;
}

/**
 * The URL of the authorization request.
 * @throws SsoError
 */
export async function authorizationUrl(flow: Flow, { sso, redirectUri }: Client): Promise<string> {
  const url = buildAuthorizationUrl(await knownProvider(sso), {
    redirect_uri: redirectUri,
    scope: sso.scope,
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: "S256",
    // To connect or confirm, the person must sign in again: a session at the provider is not
    // enough.
    ...(flow.purpose === "sign_in" ? {} : { prompt: "login", max_age: "0" }),
  });
  return url.href;
}

/**
 * Redeems the code of the callback and returns the claims of the verified ID token.
 * @throws SsoError
 */
export async function claimsFromCallback(
  flow: Flow,
  query: URLSearchParams,
  { sso, redirectUri }: Client,
): Promise<Claims> {
  const configuration = await knownProvider(sso);
  checkCallback(query, { flow, configuration });
  const verified = await redeem(configuration, { url: new URL(`${redirectUri}?${query}`), flow });
  const claims = readClaims(verified, sso);
  if (flow.purpose !== "sign_in") checkFreshness(claims, flow);
  return claims;
}

/** Checks what the library also checks, but with a reason for each in the audit log. */
function checkCallback(
  query: URLSearchParams,
  { flow, configuration }: { flow: Flow; configuration: Configuration },
): void {
  const { issuer, authorization_response_iss_parameter_supported: namesIssuer } =
    configuration.serverMetadata();
  // RFC 6749, 3.1: no parameter may be repeated.
  if (new Set(query.keys()).size !== query.size) throw new SsoError("state", "repeated");
  if (query.get("state") !== flow.state) throw new SsoError("state");
  // RFC 9207: the issuer in the callback prevents mix-up attacks between providers.
  const named = query.get("iss");
  if (named === null ? namesIssuer : named !== issuer) throw new SsoError("issuer");
  if (!query.has("error") && !query.get("code")) throw new SsoError("denied", "no_code");
}

async function redeem(
  configuration: Configuration,
  { url, flow }: { url: URL; flow: Flow },
): Promise<unknown> {
  try {
    const tokens = await authorizationCodeGrant(configuration, url, {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
    });
    return tokens.claims();
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Keeps only the library's fixed message, which names the rule: its `cause` contains the token. */
function refusalOf(error: unknown): SsoError {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof SsoError) return cause;
  if (error instanceof AuthorizationResponseError) return new SsoError("denied");
  if (!(error instanceof ClientError && error.code)) return new SsoError("id_token", "unreadable");
  return new SsoError("id_token", cause instanceof Error ? cause.message : error.code);
}
