/** An origin that no real URL has: a text that resolves to another origin leads away from ours. */
const BASE = "http://anyqta.invalid";

/**
 * The longest way back through the sign-in: the list of 100 invoice numbers of 64 characters, with
 * filters. Escaped once more it fits into a line of a request, which Node limits to 16 kB in all.
 */
export const LONGEST_PATH = 8_000;

/**
 * A path on our own origin from untrusted text (callbackUrl, form fields); "/" if the text leads
 * anywhere else. Resolves it by the URL standard (WHATWG) as a browser does: `//evil`, `/\evil`,
 * `javascript:` and text with tabs all become "/".
 */
export function safePath(raw: string | null | undefined, ownOrigin?: string): string {
  if (!raw) return "/";
  const text = ownOrigin && raw.startsWith(`${ownOrigin}/`) ? raw.slice(ownOrigin.length) : raw;
  if (text.length > LONGEST_PATH || !text.startsWith("/") || !URL.canParse(text, BASE)) return "/";
  const url = new URL(text, BASE);
  const path = `${url.pathname}${url.search}${url.hash}`;
  // Escaping has made it longer.
  if (path.length > LONGEST_PATH) return "/";
  // "/.//evil" resolves to the path "//evil", which a browser would read as another host.
  return url.origin === BASE && !/^\/[/\\]|%2f%2f/i.test(path.slice(0, 8)) ? path : "/";
}
