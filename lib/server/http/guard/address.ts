import type { IncomingMessage } from "node:http";

/** Whether an address can be understood in one way only, by us and by every proxy in front of us. */
export function isOneAddress({
  url,
  rawHeaders,
}: Pick<IncomingMessage, "url" | "rawHeaders">): boolean {
  // The absolute form is for requests to proxies (RFC 9112 3.2.2).
  if (!url?.startsWith("/")) return false;
  return isDecodable(url) && !hasNeedlessEscape(url) && !hasTwoHosts(rawHeaders);
}

/**
 * Whether the path can be decoded; Next answers malformed percent-encoding with an error of its
 * own.
 */
function isDecodable(url: string): boolean {
  try {
    return decodeURI(url.split("?")[0] ?? "") !== "";
  } catch {
    return false;
  }
}

/**
 * Whether the path escapes a character that needs no escape (unreserved, RFC 3986 2.3). No browser does,
 * and a proxy in front could take such a path for another one than we do.
 */
function hasNeedlessEscape(url: string): boolean {
  return /%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/i.test(url.split("?")[0] ?? "");
}

/** Node keeps the first of several Host headers; a proxy in front could have taken another one. */
function hasTwoHosts(rawHeaders: readonly string[]): boolean {
  return rawHeaders.filter((text, at) => at % 2 === 0 && /^host$/i.test(text)).length > 1;
}
