import { type NextRequest, NextResponse } from "next/server";
import { STATIC_POLICY } from "#lib/http/baseline-headers.ts";
import { newNonce, pagePolicy } from "#lib/http/page-policy.ts";
import { openSessionCookie, sessionCookieName } from "#lib/server/auth/session-cookie.ts";
import { refuseAnyBody } from "#lib/server/http/body.ts";
import { placeOf } from "#lib/server/http/client-address.ts";
import { REFUSAL_PAGE_HEADERS, refusalPage } from "#lib/server/http/error-page.ts";
import { refusal, refusalHeaders } from "#lib/server/http/error-response.ts";
import { type Budget, limits } from "#lib/server/http/rate-limit.ts";
import { newReference } from "#lib/server/http/reference.ts";
import { peerAddress } from "#lib/server/http/request-context.ts";

/**
 * Before every page: pages are read and not written, so much in a minute, and under a policy of
 * their own. Who may see what is decided by the data layer. The one page that is posted to is the
 * link for outsiders, whose button opens it.
 */
export async function proxy(request: NextRequest) {
  const isOpening = request.method === "POST" && LINK.test(request.nextUrl.pathname);
  if (request.method !== "GET" && request.method !== "HEAD" && !isOpening) {
    return new NextResponse(null, {
      status: 405,
      headers: { ...refusalHeaders("method_not_allowed"), allow: "GET, HEAD", ...NO_PAGE },
    });
  }
  // Next's image optimiser; we have no images for it.
  if (request.nextUrl.pathname.startsWith("/_next/image")) {
    return new NextResponse(null, { status: 404, headers: { ...UNCACHED, ...NO_PAGE } });
  }
  const seconds = await secondsToWait(request, { isOpening });
  if (seconds !== null) {
    return new NextResponse(refusalPage("too_many", { seconds }), {
      status: 429,
      headers: { ...refusalHeaders("too_many", seconds), ...REFUSAL_PAGE_HEADERS },
    });
  }
  return (isOpening && faultOf(request)) || underPolicy(request);
}

/** Links for outsiders. */
const LINK = /^\/s\/[^/]+$/;

/** The refusal of a press that no button of ours sends; Next would look into its body for more. */
function faultOf(request: NextRequest): Response | null {
  try {
    refuseAnyBody(request);
    return null;
  } catch (error) {
    const { headers } = request;
    const [ip, userAgent] = [peerAddress(headers), headers.get("user-agent")];
    return refusal(error, { request, origin: { ip, userAgent, requestId: newReference() } });
  }
}

const UNCACHED = { "cache-control": "private, no-store" };
const NO_PAGE = { "content-security-policy": STATIC_POLICY };

/** Goes on to the page, with a nonce that no one has seen before. */
function underPolicy(request: NextRequest): NextResponse {
  const nonce = newNonce();
  const policy = pagePolicy(nonce, { development: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", UNCACHED["cache-control"]);
  return response;
}

/** How long this visitor has to wait for this page, or null. A person is counted wherever they are. */
async function secondsToWait(
  { nextUrl, headers, cookies }: NextRequest,
  { isOpening }: { isOpening: boolean },
): Promise<number | null> {
  const cookie = await openSessionCookie(cookies.get(sessionCookieName())?.value);
  const person = cookie?.personId ?? null;
  const place = placeOf(peerAddress(headers));
  const wait = await limits().take("visits", person ?? place);
  if (wait !== null) return wait;
  if (isOpening) return limits().take("openings", place);
  const budget = budgetOf(nextUrl.pathname);
  return person && budget ? limits().waitFor(budget, person) : null;
}

/** What else a page costs; the page itself takes it. */
function budgetOf(path: string): Budget | null {
  if (/^\/transactions\/./.test(path)) return "lookUps";
  return /^\/transactions\/?$/.test(path) ? "searches" : null;
}

export const config = {
  // Not what has the static policy already: built assets, the API, and what public/ holds.
  matcher: [
    "/((?!_next/static/|api/|(?:icon\\.svg|no-scripts\\.css|refusal\\.css|robots\\.txt|opensearch\\.xml)$).*)",
  ],
};
