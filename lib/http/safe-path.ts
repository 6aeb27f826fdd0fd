/** A base that no real address shares: what leaves it after resolving leaves our origin. */
const BASE = "http://anyqta.invalid";
const MAX_LENGTH = 2_000;

/**
 * A path on our own origin, taken from hostile text (callbackUrl, form fields), or "/" when the text
 * leads anywhere else. Judged by the URL standard (WHATWG) as a browser would: `//evil`, `/\evil`,
 * `javascript:` and tabs inside all end at "/".
 */
export function safePath(raw: string | null | undefined, ownOrigin?: string): string {
  if (!raw || raw.length > MAX_LENGTH) return "/";
  const text = ownOrigin && raw.startsWith(`${ownOrigin}/`) ? raw.slice(ownOrigin.length) : raw;
  if (!text.startsWith("/") || !URL.canParse(text, BASE)) return "/";
  const url = new URL(text, BASE);
  const path = `${url.pathname}${url.search}${url.hash}`;
  // "/.//evil" resolves to the path "//evil", which a browser would read as another host.
  return url.origin === BASE && !/^\/[/\\]|%2f%2f/i.test(path.slice(0, 8)) ? path : "/";
}
