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
  const purpose = `${headers.get("sec-purpose")} ${headers.get("purpose")}`;
  if (foreign || /prefetch|prerender/.test(purpose)) throw new AppError("cross_site");
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
