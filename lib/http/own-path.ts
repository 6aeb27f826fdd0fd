/** What the page's frame has to know of its own address. Layouts and frames do not see it, so proxy.ts tells. */

export const OWN_PATH_HEADER = "x-anyqta-path";

/** Marks a page to which somebody comes back by the sign-in because a press of theirs was not done. */
const NOT_DONE = "again";

/** The page's path with the mark, before its fragment. */
export function markedNotDone(page: string): string {
  const [, path = "", fragment = ""] = /^([^#]*)(.*)$/s.exec(page) ?? [];
  return `${path}${path.includes("?") ? "&" : "?"}${NOT_DONE}=1${fragment}`;
}

/** Has the page been asked for with the mark? */
export function isMarkedNotDone(path: string): boolean {
  return new URLSearchParams(path.split("?")[1]).has(NOT_DONE);
}
