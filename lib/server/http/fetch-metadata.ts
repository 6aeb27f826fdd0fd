/**
 * Whether the request is cross-site (W3C Fetch Metadata; RFC 6454 for browsers without it). Another
 * site must not cause a question to the bank or a change. Programs send neither header, so for them
 * only the session counts.
 */
export function isCrossSite({ headers, method }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const write = method !== "GET" && method !== "HEAD";
  // Sec-Fetch-Site takes precedence: with our referrer policy the Origin of our own forms is
  // "null".
  return site === null
    ? write && origin !== null && hostOf(origin) !== headers.get("host")
    : site !== "same-origin" && site !== "none";
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

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
