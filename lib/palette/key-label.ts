/** The palette's key as labelled on this person's keyboard. */
export function paletteKey(headers: Pick<Headers, "get">): string {
  return /Mac OS X|Macintosh/.test(headers.get("user-agent") ?? "") ? "⌘ K" : "Ctrl K";
}
