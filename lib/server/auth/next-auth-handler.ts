import "server-only";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { AppError } from "#lib/http/errors.ts";
import { isForm, readBody } from "#lib/server/http/body.ts";
import { errorResponse } from "#lib/server/http/error-response.ts";
import { isCrossSite } from "#lib/server/http/fetch-metadata.ts";
import { countByPrefix } from "#lib/server/http/rate-limit.ts";
import { requestContext } from "#lib/server/http/request-context.ts";
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
    const response: Response = await NextAuth(authOptions())(read, context);
    response.headers.set("cache-control", "private, no-store");
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
 * The same request with its body read within the size limit.
 * @throws AppError cross_site, invalid_input, too_large
 */
async function readPost(request: Request): Promise<NextRequest> {
  if (isCrossSite(request) || requestContext().isPrefetch) throw new AppError("cross_site");
  if (!isForm(request)) throw new AppError("invalid_input");
  const body = await readBody(request);
  return new NextRequest(request.url, { method: "POST", headers: request.headers, body });
}
