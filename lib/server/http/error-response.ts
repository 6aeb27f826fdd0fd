import { AppError, ERRORS, type ErrorCode } from "#lib/http/errors.ts";
import { log } from "#lib/server/log.ts";
import { requestStore } from "#lib/server/runtime/request-store.ts";
import { hasPage, REFUSAL_PAGE_HEADERS, refusalPage } from "./error-page.ts";
import { newReference } from "./request-context.ts";

/**
 * The answer to any error: a code and a reference for programs; for people who sent a form a page
 * that gives their text back. The cause stays in the log, under the same reference.
 */
export function refusal(
  error: unknown,
  {
    request,
    fields,
  }: {
    request: Request;
    /** Form fields that the person may send again. */
    fields?: Record<string, string> | undefined;
  },
): Response {
  const { code, retryAfter } = error instanceof AppError ? error : new AppError("failed");
  const { id, peer } = requestStore().getStore() ?? { id: newReference(), peer: null };
  if (code === "failed") log().error({ err: error, requestId: id }, "handler failed");
  else log().info({ code, requestId: id, ip: peer }, "request refused");
  const init = { status: ERRORS[code], headers: refusalHeaders(code, retryAfter) };
  const isForPerson = request.headers.get("sec-fetch-mode") === "navigate";
  // A browser shows the answer as a page. (W3C Fetch Metadata)
  if (!isForPerson || !hasPage(code)) {
    return Response.json({ error: code, reference: id }, init);
  }
  const again = fields && { path: new URL(request.url).pathname, fields };
  const page = refusalPage(code, {
    seconds: retryAfter ?? 0,
    reference: id,
    ...(again && { again }),
  });
  return new Response(page, { ...init, headers: { ...init.headers, ...REFUSAL_PAGE_HEADERS } });
}

/** The headers of an answer with this code. */
export function refusalHeaders(code: ErrorCode, retryAfter?: number): Record<string, string> {
  return {
    "cache-control": "private, no-store",
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    // The rest of the body is not read.
    ...(code === "too_large" && { connection: "close" }),
    ...(code === "method_not_allowed" && { allow: "GET, HEAD, POST" }),
  };
}
