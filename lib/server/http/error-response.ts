import { ERRORS, type ErrorCode } from "#lib/http/errors.ts";
import { requestStore } from "#lib/server/runtime/request-store.ts";
import { isNavigation } from "./fetch-metadata.ts";
import { PLAIN_PAGE_HEADERS, readerOf } from "./plain-page/plain-page.ts";
import { errorPage } from "./refusal/error-page.ts";
import { logRefusal, refusalOf } from "./refusal/refusal.ts";
import { newReference } from "./request-context.ts";

/** Seconds after which to try again what is not available: a database restarts in about that time. */
const UNAVAILABLE_SECONDS = 5;

/**
 * The answer to any error: JSON with a code and a reference, or for a navigation an error page,
 * which can contain the submitted form. Only the log has the cause, under the same reference.
 */
export function errorResponse(
  error: unknown,
  {
    request,
    fields,
  }: {
    request: Request;
    /** Form fields that the person can submit again. */
    fields?: Record<string, string> | undefined;
  },
): Response {
  const { code, retryAfter } = refusalOf(error);
  const { id, peer } = requestStore().getStore() ?? { id: newReference(), peer: null };
  logRefusal(error, { code, requestId: id, ip: peer });
  const init = { status: ERRORS[code], headers: errorHeaders(code, retryAfter) };
  if (!isNavigation(request)) return Response.json({ error: code, reference: id }, init);
  const page = errorPage(code, {
    reader: readerOf(request),
    seconds: retryAfter,
    reference: id,
    again: fields && { path: new URL(request.url).pathname, fields },
  });
  return new Response(page, { ...init, headers: { ...init.headers, ...PLAIN_PAGE_HEADERS } });
}

/** The headers of an answer with this code. */
export function errorHeaders(code: ErrorCode, wait?: number): Record<string, string> {
  const retryAfter = code === "unavailable" ? (wait ?? UNAVAILABLE_SECONDS) : wait;
  return {
    "cache-control": "private, no-store",
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    // The rest of the body is left unread.
    ...(code === "too_large" && { connection: "close" }),
    ...(code === "method_not_allowed" && { allow: "GET, HEAD, POST" }),
  };
}
