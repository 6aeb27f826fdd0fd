import type { CustomFetch } from "openid-client";
import { z } from "zod";
import { isTrustworthy } from "#lib/http/loopback.ts";
import { createBoundedClient } from "#lib/server/bounded-request/client.ts";
import type { BoundedAnswer, BoundedFailure } from "#lib/server/bounded-request/exchange.ts";
import type { Sso } from "#lib/server/config/oidc.ts";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { SsoError } from "../sso-error.ts";
import { LIMITS } from "./limits.ts";

/** The fetch function of openid-client. A company's provider may have a private address. */

const client = singleton("oidc-client", () =>
  createBoundedClient(
    {
      connectMs: LIMITS.connectMs,
      headersMs: LIMITS.answerMs,
      bodyIdleMs: LIMITS.answerMs,
      maxBodyBytes: LIMITS.answerBytes,
      maxHeaderBytes: LIMITS.headerBytes,
      connections: LIMITS.connections,
    },
    { proxy: settings().proxy },
  ),
);

/**
 * The token endpoint's answer; without this check the library's error would not name the reason.
 */
const tokenAnswerSchema = z.object({ id_token: z.string() });

/**
 * Sends requests to the hosts of the settings only, with limits of time and size and without
 * redirects, so the client secret reaches no other host. Returns JSON answers with status 200.
 * @throws SsoError discovery (another host), token_answer, or provider_failed with status or cause
 */
export function providerFetch(sso: Sso, { answerMs }: { answerMs: number } = LIMITS): CustomFetch {
  return async (address, { method, headers, body }) => {
    if (!isPinned(address, sso)) throw new SsoError("discovery", "host");
    const { origin, pathname, search } = new URL(address);
    const isPost = method === "POST";
    const request = {
      ...{ origin, path: `${pathname}${search}`, headers },
      ...(isPost ? { method: "POST" as const, body: String(body) } : { method: "GET" as const }),
    };
    const signal = AbortSignal.timeout(answerMs);
    const json = jsonOf(await client().boundedRequest(request, signal));
    if (isPost && !tokenAnswerSchema.safeParse(json).success) throw new SsoError("token_answer");
    return Response.json(json);
  };
}

/** Whether the URL has a host of the settings, no credentials, and https or a loopback address. */
export function isPinned(address: string, { hosts }: Sso): boolean {
  const url = new URL(address);
  return isTrustworthy(url) && hosts.includes(url.host) && !url.username && !url.password;
}

function jsonOf(result: BoundedAnswer | BoundedFailure): unknown {
  const failure = result.failure ?? result.bodyFailure;
  if (failure === "timeout") throw new SsoError("provider_failed", "too_slow");
  if (failure !== null) throw new SsoError("provider_failed", result.errorCode ?? failure);
  if (result.failure !== null || result.status !== 200) {
    throw new SsoError("provider_failed", `${result.failure ?? result.status}`);
  }
  try {
    return JSON.parse(Buffer.from(result.body).toString("utf8"));
  } catch {
    // The parser's message would contain parts of the answer.
    throw new SsoError("provider_failed", "not_json");
  }
}
