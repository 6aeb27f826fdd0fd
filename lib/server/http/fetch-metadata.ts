import { isSecure } from "./cookies.ts";
import { isOwnOrigin } from "./origin/own-address.ts";

/**
 * Whether the request is cross-site (W3C Fetch Metadata, and the Origin of RFC 6454). Another site must
 * not cause a question to the bank or a change. Both headers must agree. Programs send neither, so for
 * them only the session counts.
 */
export function isCrossSite({ headers, method }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (hasForeignOrigin(headers)) return true;
  if (site !== null) return site !== "same-origin" && site !== "none";
  const isWrite = method !== "GET" && method !== "HEAD";
  // An opaque Origin proves nothing. Over https browsers also send Sec-Fetch-Site; over http they do
  // not, and the SameSite cookie and the token of the form decide.
  return isWrite && headers.get("origin") === "null" && isSecure();
}

/** Whether Origin names another site; "null" names none. */
function hasForeignOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  return origin !== null && origin !== "null" && !isOwnOrigin(origin, headers.get("host"));
}

/**
 * Whether a browser says that our own page caused the request: by Sec-Fetch-Site, or where it sends none
 * by our Origin. False for programs that send neither header.
 */
export function isFromOwnPage(headers: Headers): boolean {
  if (hasForeignOrigin(headers)) return false;
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  return site === null ? origin !== null && origin !== "null" : site === "same-origin";
}

/**
 * Whether the request is a top-level navigation, such as the redirect from an identity provider,
 * and not an image, a script or a frame. Says nothing about its parameters.
 */
export function isTopLevelNavigation({ headers }: Request): boolean {
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  const destination = headers.get("sec-fetch-dest") ?? "document";
  return mode === "navigate" && destination === "document";
}

/**
 * Whether a browser shows the answer as a page. Browsers without Fetch Metadata say so by what they
 * accept; programs accept anything and want a code.
 */
export function isNavigation({ headers }: { headers: Pick<Headers, "get"> }): boolean {
  const mode = headers.get("sec-fetch-mode");
  return mode === null ? (headers.get("accept") ?? "").includes("text/html") : mode === "navigate";
}
