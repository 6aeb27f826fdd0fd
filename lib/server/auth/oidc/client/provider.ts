import { z } from "zod";
import type { Sso } from "#lib/server/config/oidc.ts";
import { challengeOf, type Flow } from "../flow.ts";
import { SsoRefused } from "../refused.ts";
import { askJson } from "./ask-json.ts";
import { knownProvider, type Provider } from "./discovery.ts";
import { type Claims, checkIdToken } from "./id-token.ts";
import { keysAt } from "./keys.ts";
import { LIMITS } from "./limits.ts";

/** The authorization code flow (OpenID Connect Core 1.0, 3.1), with state, nonce and PKCE. */

export interface Client {
  sso: Sso;
  /** Where the provider leads back to. */
  redirectUri: string;
}

/** The address that asks the provider who sits there. */
export async function addressOf(flow: Flow, { sso, redirectUri }: Client): Promise<string> {
  const { authorizationUrl } = await knownProvider(sso);
  const url = new URL(authorizationUrl);
  const query = {
    response_type: "code",
    client_id: sso.clientId,
    redirect_uri: redirectUri,
    scope: sso.scope,
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: challengeOf(flow.verifier),
    code_challenge_method: "S256",
    // Whoever connects or proves must show himself now, not lean on a session that lies open there.
    ...(flow.purpose === "sign_in" ? {} : { prompt: "login", max_age: "0" }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * Who came back by this flow. The parameters are as the browser brought them and prove nothing.
 * @throws SsoRefused
 */
export async function whoCameBack(
  flow: Flow,
  back: URLSearchParams,
  client: Client,
): Promise<Claims> {
  const { sso } = client;
  const provider = await knownProvider(sso);
  const code = codeIn(back, { flow, sso, provider });
  const idToken = await redeem(code, { flow, client, provider });
  const claims = await checkIdToken(idToken, {
    sso,
    keys: keysAt(provider.keysUrl),
    nonce: flow.nonce,
  });
  if (flow.purpose !== "sign_in") refuseStale(claims, flow);
  return claims;
}

function codeIn(
  back: URLSearchParams,
  { flow, sso, provider }: { flow: Flow; sso: Sso; provider: Provider },
): string {
  // RFC 6749, 3.1: no parameter comes twice.
  if (new Set(back.keys()).size !== back.size) throw new SsoRefused("state", "repeated");
  if (back.get("state") !== flow.state) throw new SsoRefused("state");
  // RFC 9207: of two providers each names itself, so that a code is not taken to the wrong one.
  const issuer = back.get("iss");
  if (issuer === null ? provider.namesIssuer : issuer !== sso.issuer)
    throw new SsoRefused("issuer");
  if (back.has("error")) throw new SsoRefused("denied");
  const code = back.get("code");
  if (!code) throw new SsoRefused("denied", "no_code");
  return code;
}

const answerSchema = z.object({ id_token: z.string() });

async function redeem(
  code: string,
  { flow, client, provider }: { flow: Flow; client: Client; provider: Provider },
): Promise<string> {
  const { sso, redirectUri } = client;
  const isBasic = provider.authentication === "client_secret_basic";
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: flow.verifier,
    ...(isBasic ? {} : { client_id: sso.clientId, client_secret: sso.clientSecret() }),
  });
  const answer = await askJson({
    url: provider.tokenUrl,
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(isBasic && { authorization: basic(sso) }),
    },
    body: body.toString(),
  });
  const read = answerSchema.safeParse(answer);
  if (!read.success) throw new SsoRefused("token_answer");
  return read.data.id_token;
}

/** RFC 6749, 2.3.1: each half is encoded as in a form first. */
function basic({ clientId, clientSecret }: Sso): string {
  const encoded = (text: string) => new URLSearchParams({ "": text }).toString().slice(1);
  const pair = `${encoded(clientId)}:${encoded(clientSecret())}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

/** Was max_age=0 honoured? */
function refuseStale({ auth_time: provedAt }: Claims, { begunAt }: Flow): void {
  const now = Date.now() / 1_000;
  const isFresh =
    provedAt !== undefined &&
    provedAt >= begunAt / 1_000 - LIMITS.toleranceSeconds &&
    provedAt <= now + LIMITS.toleranceSeconds;
  if (!isFresh) throw new SsoRefused("stale");
}
