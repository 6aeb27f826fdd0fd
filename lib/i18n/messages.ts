import accountEn from "./account/en.json" with { type: "json" };
import accountKk from "./account/kk.json" with { type: "json" };
import accountRu from "./account/ru.json" with { type: "json" };
import explainEn from "./explanations/en.json" with { type: "json" };
import explainKk from "./explanations/kk.json" with { type: "json" };
import explainRu from "./explanations/ru.json" with { type: "json" };
import type { Locale } from "./locale.ts";
import en from "./messages/en.json" with { type: "json" };
import kk from "./messages/kk.json" with { type: "json" };
import ru from "./messages/ru.json" with { type: "json" };
import notFoundEn from "./not-found/en.json" with { type: "json" };
import notFoundKk from "./not-found/kk.json" with { type: "json" };
import notFoundRu from "./not-found/ru.json" with { type: "json" };
import paletteEn from "./palette/en.json" with { type: "json" };
import paletteKk from "./palette/kk.json" with { type: "json" };
import paletteRu from "./palette/ru.json" with { type: "json" };
import pasteEn from "./paste/en.json" with { type: "json" };
import pasteKk from "./paste/kk.json" with { type: "json" };
import pasteRu from "./paste/ru.json" with { type: "json" };
import placeEn from "./places/en.json" with { type: "json" };
import placeKk from "./places/kk.json" with { type: "json" };
import placeRu from "./places/ru.json" with { type: "json" };
import privacyEn from "./privacy/en.json" with { type: "json" };
import privacyKk from "./privacy/kk.json" with { type: "json" };
import privacyRu from "./privacy/ru.json" with { type: "json" };
import reasonsEn from "./reasons/en.json" with { type: "json" };
import reasonsKk from "./reasons/kk.json" with { type: "json" };
import reasonsRu from "./reasons/ru.json" with { type: "json" };
import seenEn from "./seen/en.json" with { type: "json" };
import seenKk from "./seen/kk.json" with { type: "json" };
import seenRu from "./seen/ru.json" with { type: "json" };
import shareEn from "./share/en.json" with { type: "json" };
import shareKk from "./share/kk.json" with { type: "json" };
import shareRu from "./share/ru.json" with { type: "json" };
import ssoEn from "./sso/en.json" with { type: "json" };
import ssoKk from "./sso/kk.json" with { type: "json" };
import ssoRu from "./sso/ru.json" with { type: "json" };
import takeEn from "./take-along/en.json" with { type: "json" };
import takeKk from "./take-along/kk.json" with { type: "json" };
import takeRu from "./take-along/ru.json" with { type: "json" };

/** All texts of a language; the English files give the keys, the types hold the others to it. */
export type Messages = typeof en & {
  account: typeof accountEn;
  explain: typeof explainEn;
  not_found: typeof notFoundEn;
  palette: typeof paletteEn;
  paste: typeof pasteEn;
  place: typeof placeEn;
  privacy: typeof privacyEn;
  reasons: typeof reasonsEn;
  seen: typeof seenEn;
  share: typeof shareEn;
  sso: typeof ssoEn;
  take: typeof takeEn;
};

const MESSAGES: Record<Locale, Messages> = {
  en: {
    ...en,
    account: accountEn,
    explain: explainEn,
    not_found: notFoundEn,
    palette: paletteEn,
    paste: pasteEn,
    place: placeEn,
    privacy: privacyEn,
    reasons: reasonsEn,
    seen: seenEn,
    share: shareEn,
    sso: ssoEn,
    take: takeEn,
  },
  kk: {
    ...kk,
    account: accountKk,
    explain: explainKk,
    not_found: notFoundKk,
    palette: paletteKk,
    paste: pasteKk,
    place: placeKk,
    privacy: privacyKk,
    reasons: reasonsKk,
    seen: seenKk,
    share: shareKk,
    sso: ssoKk,
    take: takeKk,
  },
  ru: {
    ...ru,
    account: accountRu,
    explain: explainRu,
    not_found: notFoundRu,
    palette: paletteRu,
    paste: pasteRu,
    place: placeRu,
    privacy: privacyRu,
    reasons: reasonsRu,
    seen: seenRu,
    share: shareRu,
    sso: ssoRu,
    take: takeRu,
  },
};

export function messagesOf(locale: Locale): Messages {
  return MESSAGES[locale];
}
