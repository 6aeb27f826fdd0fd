import explainEn from "./explanations/en.json" with { type: "json" };
import explainKk from "./explanations/kk.json" with { type: "json" };
import explainRu from "./explanations/ru.json" with { type: "json" };
import type { Locale } from "./locale.ts";
import en from "./messages/en.json" with { type: "json" };
import kk from "./messages/kk.json" with { type: "json" };
import ru from "./messages/ru.json" with { type: "json" };
import placeEn from "./places/en.json" with { type: "json" };
import placeKk from "./places/kk.json" with { type: "json" };
import placeRu from "./places/ru.json" with { type: "json" };
import reasonsEn from "./reasons/en.json" with { type: "json" };
import reasonsKk from "./reasons/kk.json" with { type: "json" };
import reasonsRu from "./reasons/ru.json" with { type: "json" };
import takeEn from "./take-along/en.json" with { type: "json" };
import takeKk from "./take-along/kk.json" with { type: "json" };
import takeRu from "./take-along/ru.json" with { type: "json" };

/** All texts of a language; the English file gives the keys, the types hold the others to it. */
export type Messages = typeof en & {
  reasons: typeof reasonsEn;
  explain: typeof explainEn;
  place: typeof placeEn;
  take: typeof takeEn;
};

const MESSAGES: Record<Locale, Messages> = {
  en: { ...en, reasons: reasonsEn, explain: explainEn, place: placeEn, take: takeEn },
  kk: { ...kk, reasons: reasonsKk, explain: explainKk, place: placeKk, take: takeKk },
  ru: { ...ru, reasons: reasonsRu, explain: explainRu, place: placeRu, take: takeRu },
};

export function messagesOf(locale: Locale): Messages {
  return MESSAGES[locale];
}
