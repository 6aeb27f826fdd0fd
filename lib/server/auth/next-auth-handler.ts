import "server-only";
import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { AppError } from "#lib/http/errors.ts";
import { safePath } from "#lib/http/safe-path.ts";
import { firstValues, isForm, readBody } from "#lib/server/http/body.ts";
import { errorResponse } from "#lib/server/http/error-response.ts";
import { isCrossSite, isNavigation } from "#lib/server/http/fetch-metadata.ts";
import { countByPrefix } from "#lib/server/http/rate-limit.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { requestContext } from "#lib/server/http/request-context.ts";
import { clearedSessionCookies } from "./cleared-cookies.ts";
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
    const read = request.method === "POST" ? await readPost(request) : request;
    if (read instanceof Response) return read;
    const response: Response = await NextAuth(authOptions())(read, context);
    response.headers.set("cache-control", "private, no-store");
    if (isSignOut(request)) {
      for (const cookie of clearedSessionCookies()) response.headers.append("set-cookie", cookie);
    }
    return response;
  } catch (error) {
    return errorResponse(error, { request });
  }
}

function isSignOut({ method, url }: Request): boolean {
  return method === "POST" && new URL(url).pathname.endsWith("/signout");
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
async function readPost(request: Request): Promise<NextRequest | Response> {
  if (isCrossSite(request) || requestContext().isPrefetch) throw new AppError("cross_site");
  if (!isForm(request)) throw new AppError("invalid_input");
  const body = await readBody(request);
  const fields = firstValues(new URLSearchParams(new TextDecoder().decode(body)));
  if (isTry(request) && isNavigation(request) && !(await hasCsrfToken(fields))) {
    return seeOther(`${signInPath(safePath(fields.callbackUrl))}&error=expired`);
  }
  return new NextRequest(request.url, { method: "POST", headers: request.headers, body });
}

async function hasCsrfToken({ csrfToken = "" }: Record<string, string>): Promise<boolean> {
  return isCsrfToken(csrfToken, (await cookies()).get(csrfCookieName())?.value);
}
