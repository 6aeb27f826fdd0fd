import { randomBytes } from "node:crypto";
import type { Fault } from "#lib/payment/payment.ts";
import type { HttpRequest } from "#lib/server/bounded-request/client.ts";
import { faultOf, readBankError } from "../answer/bank-error.ts";
import { TOKEN_SINGLE_KEYS, tokenForm, tokenSchema } from "../answer/wire-schema.ts";
import type { Address } from "../base-url.ts";
import { startDeadline } from "../deadline.ts";
import { type FaultDetails, isUnsent, repeatOf } from "../fault.ts";
import { readBody } from "../http/read-body.ts";
import { retryAtOf } from "../http/retry-after.ts";
import type { HttpAnswer, HttpFailure } from "../http/transport.ts";
import type { Send } from "../load/guarded-send.ts";
import type { Retry } from "../load/retry.ts";
import type { Limits } from "../timeouts.ts";

/** Credentials and form of a token request. */
export interface TokenAccess {
  clientId: string;
  /** Called for each request, as the secret may be replaced while the process runs. */
  clientSecret: () => string;
  /** Scopes, separated by blanks. */
  scope: string;
  /** Encoding of the form; both are in use, the bank's page shows multipart. */
  encoding: "multipart" | "urlencoded";
}

/** A token and its lifetime from `askedAt` on the monotonic clock; with 0 it is not reused. */
export interface Token {
  fault: null;
  value: string;
  lifeMs: number;
  askedAt: number;
}

/** Why there is no token. */
export interface TokenFailure extends FaultDetails {
  fault: Fault;
}

/**
 * Requests a token for one terminal. Never rejects, and ends within its own deadline. A failed
 * request is repeated only while `isAwaited()`.
 */
export type TokenRequest = (
  terminalId: string,
  isAwaited: () => boolean,
) => Promise<Token | TokenFailure>;

export interface TokenRequestOptions {
  address: Address;
  access: TokenAccess;
  limits: Limits;
  retry: Retry;
  now: () => number;
  monotonic: () => number;
  sendFor: (terminalId: string) => Send;
}

export function createTokenRequest(options: TokenRequestOptions): TokenRequest {
  const { limits, now, monotonic, retry } = options;
  return async (terminalId, isAwaited) => {
    const request = requestOf(options, terminalId);
    const deadline = startDeadline({ ms: limits.totalMs, monotonic });
    try {
      return await retry(async () => {
        const askedAt = monotonic();
        const http = await options.sendFor(terminalId)(request, deadline);
        const outcome = readToken(http, { askedAt, limits, now: now() });
        const repeat = isAwaited() ? repeatOf(outcome.fault) : "never";
        return { outcome, repeat, isUnsent: isUnsent(outcome.fault) };
      }, deadline);
    } finally {
      deadline.clear();
    }
  };
}

function requestOf({ address, access }: TokenRequestOptions, terminalId: string): HttpRequest {
  const fields = tokenForm({ ...access, clientSecret: access.clientSecret(), terminalId });
  const { contentType, body } =
    access.encoding === "multipart" ? multipart(fields) : urlencoded(fields);
  return {
    origin: address.origin,
    path: address.path || "/",
    method: "POST",
    headers: { accept: "application/json", "content-type": contentType },
    body,
  };
}

/** Reads an answer. The bank documents only "4xx" for a refusal, whatever its body says. */
function readToken(
  http: HttpAnswer | HttpFailure,
  { askedAt, limits, now }: { askedAt: number; limits: Limits; now: number },
): Token | TokenFailure {
  if (http.fault !== null) return { fault: http.fault };
  const { json } = readBody(http, TOKEN_SINGLE_KEYS);
  const said = readBankError(json);
  const fault = faultOf(http, { json, said });
  if (fault !== "blocked" && [400, 401, 403].includes(http.status)) {
    return { fault: "credentials_refused", said };
  }
  if (fault) return { fault, said, retryAt: retryAtOf(fault, http.retryAfter, now) };
  const read = tokenSchema.safeParse(json).data;
  if (!read) return { fault: "not_trusted" };
  return {
    fault: null,
    value: read.token,
    lifeMs: lifeOf(read.expiresInSeconds, limits),
    askedAt,
  };
}

function lifeOf(expiresInSeconds: number | null, limits: Limits): number {
  if (expiresInSeconds === null) return limits.unstatedLifeMs;
  return Math.min(Math.max(0, expiresInSeconds * 1000), limits.longestLifeMs);
}

interface Form {
  contentType: string;
  body: string;
}

function urlencoded(fields: ReturnType<typeof tokenForm>): Form {
  const body = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
  return { contentType: "application/x-www-form-urlencoded", body };
}

/** multipart/form-data (RFC 7578). The boundary is random, so that no value can contain it. */
function multipart(fields: ReturnType<typeof tokenForm>): Form {
  const boundary = `form-${randomBytes(24).toString("hex")}`;
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: `${parts.join("")}--${boundary}--\r\n`,
  };
}
