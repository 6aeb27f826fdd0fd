import { en, type Messages } from "./en.ts";
import { kk } from "./kk.ts";
import type { Locale } from "./locale.ts";
import { treeWithFixedBlanks } from "./non-breaking.ts";
import { ru } from "./ru.ts";

/**
 * All texts of a language: `<locale>/<namespace>.json`, or in a folder below it, where the file's name is
 * the namespace. The keys of `root.json` are namespaces themselves.
 */
export type { Messages };

const MESSAGES: Record<Locale, Messages> = {
  en: treeWithFixedBlanks(en, "en"),
  kk: treeWithFixedBlanks(kk, "kk"),
  ru: treeWithFixedBlanks(ru, "ru"),
};

/** The texts of a language, for the server: the browser gets the few it needs as props. */
export function messagesOf(locale: Locale): Messages {
  return MESSAGES[locale];
}
