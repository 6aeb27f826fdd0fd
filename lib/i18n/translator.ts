import { createTranslator } from "use-intl/core";
import type { Locale } from "./locale.ts";
import { messagesOf } from "./messages.ts";

function make(locale: Locale) {
  return createTranslator({ locale, messages: messagesOf(locale) });
}

const made = new Map<Locale, ReturnType<typeof make>>();

/**
 * The texts of a language, filled in: for texts in another language than the page's, and where there
 * is no page. One for each language and process, as it keeps the texts that it has parsed.
 */
export function translatorOf(locale: Locale): ReturnType<typeof make> {
  const ready = made.get(locale) ?? make(locale);
  made.set(locale, ready);
  return ready;
}
