import "server-only";
import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { AppError } from "#lib/http/errors.ts";
import { safePath } from "#lib/http/safe-path.ts";
import { settings } from "#lib/server/config/settings.ts";
import { firstValues, isForm, readBody } from "#lib/server/http/body.ts";
import { errorResponse } from "#lib/server/http/error-response.ts";
import { isCrossSite, isNavigation } from "#lib/server/http/fetch-metadata.ts";
import { countByPrefix } from "#lib/server/http/rate-limit.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { requestContext } from "#lib/server/http/request-context.ts";
import { csrfCookieName, isCsrfToken } from "./csrf.ts";
import { signInPath } from "./current-actor.ts";
import { authOptions } from "./next-auth.ts";

/**
 * next-auth's handler with the checks that `route()` makes for our own handlers: cross-site
 * requests, rate limits and the size of the body. Public.
 */
export async function signInRoute(request: Request, context: unknown): Promise<Response> {
  try {
    if (request.method === "HEAD") throw new AppError("method_not_allowed");
    await countByPrefix(requestContext().peer, isTry(request) ? "signIns" : undefined);
    const read = request.method === "POST" ? await readPost(request) : { request, back: null };
    if (read instanceof Response) return read;
    const response: Response = await NextAuth(authOptions())(read.request, context);
    response.headers.set("cache-control", "private, no-store");
    if (read.back !== null) keepWayBack(response, read.back);
    return response;
  } catch (error) {
    return errorResponse(error, { request });
  }
}

/** Whether the request causes a password hash. */
function isTry({ method, url }: Request): boolean {
  return method === "POST" && new URL(url).pathname.includes("/callback/");
}

/**
 * The same request with its body read within the size limit. A form whose token does not match,
 * because it was open since before a restart or cookies were removed, is redirected to a new form
 * that says so.
 * @throws AppError cross_site, invalid_input, too_large
 */
async function readPost(
  request: Request,
): Promise<{ request: NextRequest; back: string } | Response> {
  if (isCrossSite(request) || requestContext().isPrefetch) throw new AppError("cross_site");
  if (!isForm(request)) throw new AppError("invalid_input");
  const body = await readBody(request);
  const fields = firstValues(new URLSearchParams(new TextDecoder().decode(body)));
  const back = safePath(fields.callbackUrl, settings().app.url.origin);
  if (isTry(request) && isNavigation(request) && !(await hasCsrfToken(fields))) {
    return seeOther(`${signInPath(back)}&error=expired`);
  }
  const { url, headers } = request;
  return { request: new NextRequest(url, { method: "POST", headers, body }), back };
}

/**
 * Leads a refused sign-in to the form with the way back of the one before. next-auth would take it
 * from a cookie, which holds 4 kB only.
 */
function keepWayBack({ headers }: Response, back: string): void {
  const to = new URL(headers.get("location") ?? "/", settings().app.url);
  const error = to.searchParams.get("error");
  if (!to.pathname.startsWith("/api/auth/") || error === null) return;
  headers.set("location", `${signInPath(back)}&error=${encodeURIComponent(error)}`);
}

async function hasCsrfToken({ csrfToken = "" }: Record<string, string>): Promise<boolean> {
  return isCsrfToken(csrfToken, (await cookies()).get(csrfCookieName())?.value);
}
