/** An origin that no real URL has: a text that resolves to another origin leads away from ours. */
const BASE = "http://anyqta.invalid";
const MAX_LENGTH = 2_000;

/**
 * A path on our own origin from untrusted text (callbackUrl, form fields); "/" if the text leads
 * anywhere else. Resolves it by the URL standard (WHATWG) as a browser does: `//evil`, `/\evil`,
 * `javascript:` and text with tabs all become "/".
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
