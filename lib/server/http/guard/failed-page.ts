import type { ServerResponse } from "node:http";
import onHeaders from "on-headers";
import { ERRORS, type ErrorCode } from "#lib/http/errors.ts";
import { requestStore } from "#lib/server/runtime/request-store.ts";
import { errorHeaders } from "../error-response.ts";
import { OWN_POLICY_HEADER } from "../plain-page/plain-page.ts";
import { logRefusal, refusalOf } from "../refusal/refusal.ts";

/**
 * Puts our own page in place of the one that Next sends when a page fails: Next's is empty without
 * scripts, and its status is 500 also where the database is not available. What fails after a page's
 * first bytes were sent is left to error boundaries.
 */

/** The status that Next gives to a page that failed. */
const FAILED = 500;

/** Headers of Next's page that are wrong for ours. */
const HEADERS_OF_NEXT = ["content-encoding", "content-length", "transfer-encoding", "etag", "link"];

/** Logs that the page of the current request failed, and has `replaceFailedPage` know of it. */
export function notePageFailure(error: unknown): void {
  const context = requestStore().getStore();
  if (!context) return;
  const { code } = refusalOf(error);
  logRefusal(error, { code, requestId: context.id, ip: context.peer });
  context.failure ??= code;
}

/** What is sent in place of a page. */
export interface RefusalAnswer {
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Sends `answer` with the failure's status if the page of the current request fails. */
export function replaceFailedPage(
  response: ServerResponse,
  answer: (code: ErrorCode) => RefusalAnswer,
): void {
  const { write, end } = response;
  let body: string | null = null;
  onHeaders(response, () => {
    const code = requestStore().getStore()?.failure;
    if (response.statusCode !== FAILED || code === undefined) return;
    const { headers, ...sent } = answer(code);
    body = sent.body;
    for (const name of HEADERS_OF_NEXT) response.removeHeader(name);
    for (const [name, value] of Object.entries({ ...errorHeaders(code), ...headers })) {
      if (name !== OWN_POLICY_HEADER) response.setHeader(name, value);
    }
    response.setHeader("content-length", Buffer.byteLength(body));
    response.statusCode = ERRORS[code];
  });
  const sendHeaders = () => {
    if (response.statusCode === FAILED && !response.headersSent) response.writeHead(FAILED);
  };
  const override = (name: "write" | "end", value: (...given: readonly unknown[]) => unknown) =>
    Object.defineProperty(response, name, { configurable: true, writable: true, value });
  override("write", (...given) => {
    sendHeaders();
    if (body === null) return Reflect.apply(write, response, given);
    callbackOf(given)?.();
    return true;
  });
  override("end", (...given) => {
    sendHeaders();
    if (body === null) return Reflect.apply(end, response, given);
    return Reflect.apply(end, response, [body, callbackOf(given)]);
  });
}

/** The function among the arguments of `write` or `end`, which comes last. */
function callbackOf(given: readonly unknown[]): (() => void) | undefined {
  const last = given.at(-1);
  return typeof last === "function" ? () => void last() : undefined;
}
