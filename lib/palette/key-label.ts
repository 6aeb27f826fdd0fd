/** The palette's key as it stands on the keyboard before this person. */
export function paletteKey(headers: Pick<Headers, "get">): string {
  return /Mac OS X|Macintosh/.test(headers.get("user-agent") ?? "") ? "⌘ K" : "Ctrl K";
}
