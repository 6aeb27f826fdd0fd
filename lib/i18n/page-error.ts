import en from "./en/page_error.json" with { type: "json" };
import kk from "./kk/page_error.json" with { type: "json" };
import type { Locale } from "./locale.ts";
import ru from "./ru/page_error.json" with { type: "json" };

const WORDS: Readonly<Record<string, typeof en>> = { en, kk, ru } satisfies Record<
  Locale,
  typeof en
>;

/**
 * The words of a page that failed, by the document's language. The only texts that the browser holds
 * in all languages: an error boundary stands in the browser and can ask nobody for its words.
 */
export function pageErrorWords(language: string): typeof en {
  return WORDS[language] ?? kk;
}
