/**
 * Whether another site sends the request: it must not make us ask the bank or change anything (W3C
 * Fetch Metadata; RFC 6454 for browsers without it). Programs send neither header; only their session
 * counts.
 */
export function isFromOtherSite({ headers, method }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const write = method !== "GET" && method !== "HEAD";
  // Our pages send no referrer, so the Origin of their forms is "null": Sec-Fetch-Site comes first.
  return site === null
    ? write && origin !== null && hostOf(origin) !== headers.get("host")
    : site !== "same-origin" && site !== "none";
}

/**
 * Whether the request is a top-level navigation, as the way back from an identity provider is; an
 * image, a script or a frame is not. It proves nothing about the parameters it carries.
 */
export function isOpenedByPerson({ headers }: Request): boolean {
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
