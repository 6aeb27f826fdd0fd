/**
 * Does another site ask? It must not make us ask the bank or change a thing (W3C Fetch Metadata; RFC
 * 6454 for browsers without it). Programs send neither header and are judged by their session alone.
 */
export function isFromOtherSite({ headers, method }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const write = method !== "GET" && method !== "HEAD";
  // Our pages send no referrer, so the Origin of their forms is "null": the site tells more.
  return site === null
    ? write && origin !== null && hostOf(origin) !== headers.get("host")
    : site !== "same-origin" && site !== "none";
}

/** Does a browser ask ahead of its person? */
export function isPrefetch({ headers }: Request): boolean {
  return /prefetch|prerender/.test(`${headers.get("sec-purpose")} ${headers.get("purpose")}`);
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
