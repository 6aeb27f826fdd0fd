import { AppError } from "#lib/errors.ts";

/**
 * Another site must not make us ask the bank or change a thing (W3C Fetch Metadata; RFC 6454 for
 * browsers without it). Programs send neither header and are judged by their session alone.
 * @throws AppError cross_site
 */
export function refuseOtherSites(request: Request): void {
  const { headers, method } = request;
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const write = method !== "GET" && method !== "HEAD";
  // Our pages send no referrer, so the Origin of their forms is "null": the site tells more.
  const foreign =
    site === null
      ? write && origin !== null && hostOf(origin) !== headers.get("host")
      : site !== "same-origin" && site !== "none";
  if (foreign || isPrefetch(headers)) throw new AppError("cross_site");
}

/**
 * The way back from another site: a person follows it with the whole window, which neither a picture
 * nor a script nor a frame nor a prefetch does. What it brings proves nothing by itself.
 * @throws AppError cross_site, method_not_allowed
 */
export function refuseAllButArrivals({ headers, method }: Request): void {
  if (method !== "GET") throw new AppError("method_not_allowed");
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  const destination = headers.get("sec-fetch-dest") ?? "document";
  if (mode !== "navigate" || destination !== "document" || isPrefetch(headers)) {
    throw new AppError("cross_site");
  }
}

function isPrefetch(headers: Headers): boolean {
  const purpose = `${headers.get("sec-purpose")} ${headers.get("purpose")}`;
  return /prefetch|prerender/.test(purpose);
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
