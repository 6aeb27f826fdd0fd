import explainEn from "./explanations/en.json" with { type: "json" };
import explainKk from "./explanations/kk.json" with { type: "json" };
import explainRu from "./explanations/ru.json" with { type: "json" };
import type { Locale } from "./locale.ts";
import en from "./messages/en.json" with { type: "json" };
import kk from "./messages/kk.json" with { type: "json" };
import ru from "./messages/ru.json" with { type: "json" };
import reasonsEn from "./reasons/en.json" with { type: "json" };
import reasonsKk from "./reasons/kk.json" with { type: "json" };
import reasonsRu from "./reasons/ru.json" with { type: "json" };

/** All texts of a language; the English file gives the keys, the types hold the others to it. */
export type Messages = typeof en & { reasons: typeof reasonsEn; explain: typeof explainEn };

const MESSAGES: Record<Locale, Messages> = {
  en: { ...en, reasons: reasonsEn, explain: explainEn },
  kk: { ...kk, reasons: reasonsKk, explain: explainKk },
  ru: { ...ru, reasons: reasonsRu, explain: explainRu },
};

export function messagesOf(locale: Locale): Messages {
  return MESSAGES[locale];
}
