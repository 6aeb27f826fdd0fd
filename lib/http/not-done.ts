/** Marks a page to which somebody comes back by the sign-in because a press of theirs was not done. */

const PARAMETER = "again";

/** By which proxy.ts tells the page's frame; layouts and frames do not see the address. */
export const NOT_DONE_HEADER = "x-anyqta-not-done";

/** The page's path with the mark, before its fragment. */
export function pathWithMark(page: string): string {
  const [, path = "", fragment = ""] = /^([^#]*)(.*)$/s.exec(page) ?? [];
  return `${path}${path.includes("?") ? "&" : "?"}${PARAMETER}=1${fragment}`;
}

/** Has a page been asked for with the mark? */
export function hasMark(query: URLSearchParams): boolean {
  return query.has(PARAMETER);
}
