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

/**
 * The way back from another site: a person follows it with the whole window, which neither a picture
 * nor a script nor a frame does. What it brings proves nothing by itself.
 */
export function isOpenedByPerson({ headers }: Request): boolean {
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  const destination = headers.get("sec-fetch-dest") ?? "document";
  return mode === "navigate" && destination === "document";
}

/** Does a browser ask ahead of its person? */
export function isPrefetch({ headers }: Request): boolean {
  return /prefetch|prerender/.test(`${headers.get("sec-purpose")} ${headers.get("purpose")}`);
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
