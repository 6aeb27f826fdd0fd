import { type NextRequest, NextResponse } from "next/server";
import { TIMER_HEADER } from "#lib/api/client.ts";
import { STATIC_POLICY } from "#lib/http/baseline-headers.ts";
import { AppError } from "#lib/http/errors.ts";
import { OWN_PATH_HEADER } from "#lib/http/own-path.ts";
import { newNonce, pagePolicy } from "#lib/http/page-policy.ts";
import { knownBrowserOf } from "#lib/server/auth/attempts/known-browser.ts";
import { requireEmptyBody } from "#lib/server/http/body.ts";
import { networkPrefixOf } from "#lib/server/http/client-address.ts";
import { errorHeaders, errorResponse } from "#lib/server/http/error-response.ts";
import { PLAIN_PAGE_HEADERS, readerOf } from "#lib/server/http/plain-page/plain-page.ts";
import { type Budget, limits, visitorOf } from "#lib/server/http/rate-limit.ts";
import { errorPage } from "#lib/server/http/refusal/error-page.ts";
import { isSameOriginPost, requestContext } from "#lib/server/http/request-context.ts";
import { DEVICE_HEADER, deviceOf } from "#lib/server/shares/device.ts";

/**
 * Runs before every page: allows GET and HEAD only, counts visits, and gives each page a content
 * security policy with a nonce. The data layer decides who may see what. POST is allowed only for
 * the page of a share link, whose button opens the link.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  try {
    return await answerTo(request);
  } catch (error) {
    return errorResponse(error, { request });
  }
}

async function answerTo(request: NextRequest): Promise<Response> {
  const isOpening = request.method === "POST" && LINK.test(request.nextUrl.pathname);
  if (request.method !== "GET" && request.method !== "HEAD" && !isOpening) {
    const response = errorResponse(new AppError("method_not_allowed"), { request });
    response.headers.set("allow", "GET, HEAD");
    return response;
  }
  // Next's image optimizer, which Anyqta does not use.
  if (request.nextUrl.pathname.startsWith("/_next/image")) {
    return new NextResponse(null, { status: 404, headers: { ...UNCACHED, ...NO_PAGE } });
  }
  const seconds = await secondsToWait(request, { isOpening });
  if (seconds !== null) {
    const page = errorPage("too_many", {
      reader: readerOf(request),
      seconds,
      reference: requestContext().id,
    });
    return new NextResponse(page, {
      status: 429,
      headers: { ...errorHeaders("too_many", seconds), ...PLAIN_PAGE_HEADERS },
    });
  }
  // Next would read the body, and the button of the page sends an empty form.
  if (isOpening) requireEmptyBody(request);
  const isPressed = isOpening && isSameOriginPost(request.headers);
  const device = isPressed ? deviceOf(request.cookies, request.nextUrl.pathname) : null;
  const response = underPolicy(request, device?.id);
  if (device?.cookie) response.headers.append("set-cookie", device.cookie);
  return response;
}

/** Share links. */
const LINK = /^\/s\/[^/]+$/;

const UNCACHED = { "cache-control": "private, no-store" };
const NO_PAGE = { "content-security-policy": STATIC_POLICY };

/**
 * Passes the request on to the page with a new nonce in the content security policy, and with the
 * device that opens a share link.
 */
function underPolicy(request: NextRequest, device?: string): NextResponse {
  const nonce = newNonce();
  const policy = pagePolicy(nonce, { development: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.delete(DEVICE_HEADER);
  if (device) headers.set(DEVICE_HEADER, device);
  headers.set(OWN_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  // A page that a browser without scripts loads again by itself is no activity of its person.
  if (request.nextUrl.searchParams.has("timer")) headers.set(TIMER_HEADER, "1");
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", UNCACHED["cache-control"]);
  return response;
}

/** Seconds that the client must wait, or null. Counts by person, or by visitor without one. */
async function secondsToWait(
  { nextUrl, cookies }: NextRequest,
  { isOpening }: { isOpening: boolean },
): Promise<number | null> {
  const { person, peer } = requestContext();
  const visitor = visitorOf(peer, knownBrowserOf(cookies)?.id ?? null);
  const wait = await limits().take("visits", person ?? visitor);
  if (wait !== null) return wait;
  if (isOpening) return limits().take("openings", networkPrefixOf(peer));
  const budget = budgetOf(nextUrl);
  return person && budget ? limits().waitFor(budget, person) : null;
}

/**
 * The budget that the page counts in, in addition to `visits`. A payment's page counts look-ups by
 * itself, and shows the last known state to those who have none left.
 */
function budgetOf({ pathname }: URL): Budget | null {
  return /^\/transactions\/?$/.test(pathname) ? "lists" : null;
}

export const config = {
  // Excludes paths for which the baseline policy is enough: built assets, the API, files of
  // public/.
  matcher: [
    "/((?!_next/static/|api/|(?:icon\\.svg|state/[a-z]+\\.svg|no-scripts\\.css|plain-page\\.(?:css|js)|robots\\.txt|opensearch\\.xml)$).*)",
  ],
};
