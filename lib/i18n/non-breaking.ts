import type { Locale } from "./locale.ts";

/**
 * Blanks at which no line may break: between a number and its unit or noun, after "№", before a dash,
 * and in Russian after short prepositions and before short particles. The message files hold plain
 * blanks, since nobody sees the difference there; the blanks are set once, when the texts are read.
 */

const NO_BREAK = "\u00a0";

/** Placeholders that hold a number. */
const NUMBERS =
  "count|days|hours|kilometres|max|milliseconds|min|minutes|most|n|place|seconds|since|total|views";

const EVERYWHERE: readonly RegExp[] = [
  // "30 minutes", "1 March", "125 bytes"; not "UTC+5 since" or "6 to 15".
  /(?<![\p{L}\d+/-])\d+ (?!(?:and|at|of|or|to)\b)(?=[\p{L}%°₸])/gu,
  /(?<![\p{L}\d])\d{1,3} (?=\d{3}(?!\d))/gu,
  new RegExp(`\\{(?:${NUMBERS})\\} (?!(?:of|on|to)\\b)(?=[\\p{L}%°₸])`, "gu"),
  // "#" is the number of an ICU plural.
  /# (?=\p{L})/gu,
  /№ /gu,
];

const BEFORE_A_DASH = /\S (?=[–—])/gu;
const SHORT_WORD =
  /(?<![\p{L}\d-])(?:а|в|во|до|за|и|из|к|ко|на|не|ни|но|о|об|от|по|с|со|у) (?=\S)/giu;
const PARTICLE = /\p{L} (?=(?:бы|же|ли)(?!\p{L}))/gu;

const OF_LANGUAGE: Record<Locale, readonly RegExp[]> = {
  en: [],
  kk: [BEFORE_A_DASH],
  ru: [BEFORE_A_DASH, SHORT_WORD, PARTICLE],
};

/** The text with its non-breaking blanks. */
export function withFixedBlanks(text: string, locale: Locale): string {
  return [...EVERYWHERE, ...OF_LANGUAGE[locale]].reduce(
    (fixed, place) => fixed.replace(place, (found) => found.replace(" ", NO_BREAK)),
    text,
  );
}

/** The text with plain blanks, for files in which people filter and search by typing. */
export function withPlainBlanks(text: string): string {
  return text.replaceAll(NO_BREAK, " ");
}

/** A copy of a tree of texts, each with its non-breaking blanks. */
export function treeWithFixedBlanks<Tree extends object>(tree: Tree, locale: Locale): Tree {
  const copy = structuredClone(tree);
  fixIn(copy, locale);
  return copy;
}

function fixIn(node: object, locale: Locale): void {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === "string") Reflect.set(node, key, withFixedBlanks(value, locale));
    else fixIn(value, locale);
  }
}
