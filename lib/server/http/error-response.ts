import { AppError, ERRORS, type ErrorCode } from "#lib/http/errors.ts";
import type { Origin } from "#lib/server/actor.ts";
import { log } from "#lib/server/log.ts";
import { REFUSAL_PAGE_HEADERS, refusalPage } from "./error-page.ts";

/**
 * The answer to whatever went wrong: a code and a reference for programs, for people who sent a form
 * a page that gives their text back. The cause stays in the log.
 */
export function refusal(
  error: unknown,
  {
    request,
    origin,
    fields,
  }: {
    request: Request;
    origin: Origin;
    /** What may be sent again as it was. */
    fields?: Record<string, string> | undefined;
  },
): Response {
  const { code, retryAfter } = error instanceof AppError ? error : new AppError("failed");
  if (code === "failed") log().error({ err: error, requestId: origin.requestId }, "handler failed");
  else log().info({ code, requestId: origin.requestId, ip: origin.ip }, "request refused");
  const init = { status: ERRORS[code], headers: refusalHeaders(code, retryAfter) };
  if (!isForPerson(code, request.headers)) {
    return Response.json({ error: code, reference: origin.requestId }, init);
  }
  const again = fields && { path: new URL(request.url).pathname, fields };
  const page = refusalPage(code, { seconds: retryAfter ?? 0, ...(again && { again }) });
  return new Response(page, { ...init, headers: { ...init.headers, ...REFUSAL_PAGE_HEADERS } });
}

/** What an answer with this code says besides its body. */
export function refusalHeaders(code: ErrorCode, retryAfter?: number): Record<string, string> {
  return {
    "cache-control": "private, no-store",
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    // What was not read of a body is not waited for.
    ...(code === "too_large" && { connection: "close" }),
    ...(code === "method_not_allowed" && { allow: "GET, HEAD, POST" }),
  };
}

/** Does a browser show the answer as a page? (W3C Fetch Metadata) */
function isForPerson(code: ErrorCode, headers: Headers): code is "too_many" | "too_large" {
  const isTold = code === "too_many" || code === "too_large";
  return isTold && headers.get("sec-fetch-mode") === "navigate";
}
