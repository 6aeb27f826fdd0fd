import { inert } from "#lib/copy/summary.ts";

/** The longest text of the bank in one line, so that the longest answer fits on two pages. */
const LONGEST = 120;

/**
 * All characters but those that both fonts contain and that run from left to right: Latin,
 * Cyrillic, Greek and common signs. A right-to-left letter would reorder the digits next to it, and
 * a character without a glyph has a wrong width, so its line would leave the page.
 */
const NOT_DRAWN =
  /[^\x20-\x7e\xa0-\u024f\u0391-\u03a1\u03a3-\u03ce\u0400-\u0525\u2010-\u2027\u2030-\u205e\u20a0-\u20b5\u20b8-\u20ba\u20bd\u2116\u2122\u2212]/gu;

/** Text of others, truncated; a mark replaces each character that cannot be drawn. */
export function drawable(text: string, longest = LONGEST): string {
  return inert(text.normalize("NFC"), longest).replace(NOT_DRAWN, "\u25af");
}
