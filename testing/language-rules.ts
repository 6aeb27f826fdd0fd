import type { Locale } from "#lib/i18n/locale.ts";

/** Rules for the product's texts. docs/glossary.md has the word for each thing. */

interface Retired {
  found: RegExp;
  instead: string;
  /** Keys of the texts in which the word has another meaning. */
  except?: readonly string[];
}

/** Words that the glossary replaced, by language. */
export const RETIRED: Record<Locale, readonly Retired[]> = {
  en: [
    { found: /\bsums?\b/i, instead: "amount" },
    { found: /\bstates?\b/i, instead: "status; for the bank's words: stated, says" },
    { found: /\bsettled?\b/i, instead: "final, clear" },
    { found: /\boutsiders?\b/i, instead: "share link" },
    { found: /\bwithdr(?:aw|ew)/i, instead: "revoke" },
    { found: /everything seen|what was seen/i, instead: "History" },
    { found: /\bmerchant/i, instead: "shop" },
    { found: /\be-mail/i, instead: "email" },
    { found: /\bblanks?\b/i, instead: "spaces" },
    { found: /\bids?\b/, instead: "identifier" },
    { found: /\bby itself\b|\bon its own\b|\banew\b/i, instead: "automatically, again" },
    { found: /\breserved\b/i, instead: "on hold", except: ["place.class.reserved"] },
    { found: /\balong\b/i, instead: "download" },
    { found: /'/, instead: "the apostrophe ’" },
  ],
  ru: [
    { found: /резерв(?!н)|зарезервир/i, instead: "блокировка" },
    { found: /состояни/i, instead: "статус" },
    { found: /просмотренн|что мы видели/i, instead: "История" },
    { found: /прода(?:вец|вц)|мерчант/i, instead: "магазин" },
    { found: /личн(?:ы[ехм]|ыми)(?!\p{L})/iu, instead: "персональные" },
    { found: /e-mail|электронн\p{L}+ почт/iu, instead: "эл. почта" },
    { found: /номер\p{L}* счёта|\(счёта\)/iu, instead: "номер заказа" },
    { found: /\(л?а\)/i, instead: "a noun, which has no gender" },
    { found: /наблюдени/i, instead: "запись" },
    { found: /ПИН/, instead: "PIN-код" },
    { found: /–/, instead: "the dash —" },
  ],
  kk: [
    { found: /(?<!\p{L})шот/iu, instead: "тапсырыс" },
    { found: /есептен шығ/i, instead: "алынды" },
    { found: /бұғаттан шығ/i, instead: "бұғаттан босату" },
    { found: /ұсталып|ұстап тұр/i, instead: "бұғатталған" },
    { found: /(?<!\p{L})күй(?:і(?!нде)|лер|ді)/iu, instead: "мәртебе" },
    { found: /қаралған|көргеніміз/i, instead: "Тарих", except: ["timeline.seen_by_us"] },
    { found: /коммерсант/i, instead: "дүкен" },
    { found: /жеке дерек/i, instead: "дербес деректер" },
    { found: /қайтарып ал/i, instead: "күшін жою" },
    { found: /(?<!\p{L})чек/iu, instead: "түбіртек" },
    { found: /e-mail|электрондық пошта/i, instead: "эл. пошта" },
    { found: /идентификатор/i, instead: "сәйкестендіргіш" },
    { found: /сандар|(?:төрт|соңғы) сан/i, instead: "цифр" },
    { found: /төлем жасалды|^жасал/i, instead: "тіркелді" },
    {
      found: /бас тарт/i,
      instead: "қабылданбады, рұқсат берілмеді",
      except: ["explain.situation.held.next"],
    },
    { found: /сұрау сал/i, instead: "сұрау" },
    { found: /болдыр/i, instead: "тоқтату" },
    { found: /ПИН/, instead: "PIN код" },
    { found: /[}\d][\s]с(?!\p{L})/u, instead: "секунд" },
    { found: /—/, instead: "the dash –" },
  ],
};

/** The replaced words in a text, each as "word: replacement". */
export function retiredIn(text: string, locale: Locale, key = ""): string[] {
  const words = text.replace(/\{\w+(?=[},])/g, "{");
  return RETIRED[locale]
    .filter(({ found, except = [] }) => found.test(words) && !except.includes(key))
    .map(({ found, instead }) => `${found.exec(words)?.[0]}: ${instead}`);
}

const NUMERIC =
  "count|days|hours|kilometres|max|milliseconds|min|minutes|most|n|place|seconds|since|total|version|views";

const BREAKABLE: Record<Locale, readonly RegExp[]> = {
  en: [
    /(?<![\p{L}+\d])\d+ (?:minutes?|hours?|days?|seconds?|digits|characters|bytes|km|m?s|min|h|March)\b/u,
    /\} (?:m?s|min|h|km|seconds|characters|payments)\b/,
    /# \p{L}/u,
  ],
  kk: [/(?<![\p{L}+\d/-])\d+ \p{L}/u, /# \p{L}/u, / [–—]/, /№ /, /\d ₸/],
  ru: [
    /(?<![\p{L}+\d/-])\d+ \p{L}/u,
    /# \p{L}/u,
    / [–—]/,
    /№ /,
    /\d ₸/,
    /(?<![\p{L}-])(?:в|во|с|со|к|о|об|и|а|на|за|по|из|от|до|не|ни|но|у) /iu,
    / (?:ли|же|бы)(?!\p{L})/u,
  ],
};

/** Positions at which a line could break but must not, such as between a number and its unit. */
export function breakableIn(text: string, locale: Locale): string[] {
  const numbers = new RegExp(`\\{(?:${NUMERIC})\\} \\p{L}`, "u");
  const places = locale === "en" ? BREAKABLE.en : [numbers, ...BREAKABLE[locale]];
  return places.flatMap((place) => place.exec(text)?.[0] ?? []);
}

/** A placeholder for a word, whose ending would have to change. */
const WORD = `\\{(?!(?:${NUMERIC})\\})\\w+\\}`;
/** Intl formats dates in the genitive, which these prepositions require; amounts end in a sign. */
const WORD_OR_DATE = `\\{(?!(?:${NUMERIC}|time|original|whole|sum)\\})\\w+\\}`;

const BENT: Record<Locale, readonly RegExp[]> = {
  en: [/\}\p{L}/u],
  kk: [
    /\}»?\p{L}/u,
    /\}»?[-‑]\p{L}{1,3}(?!\p{L})/u,
    new RegExp(
      `${WORD}»?\\s(?:дейін|шейін|қарай|бастап|бері|кейін|соң|бұрын|басқа|гөрі)(?!\\p{L})`,
      "u",
    ),
    new RegExp(`${WORD}»?\\s\\p{L}+[ую](?!\\p{L})`, "u"),
  ],
  ru: [
    /\}»?\p{L}/u,
    /\}»?[-‑]\p{L}{1,3}(?!\p{L})/u,
    new RegExp(
      `(?<!\\p{L})(?:в|во|с|со|к|ко|о|об|у|от|до|из|на|за|по|для|без|при|через|после|среди)\\s${WORD_OR_DATE}`,
      "iu",
    ),
    new RegExp(`\\p{L}(?:ть|ти|йте|ите)\\s${WORD_OR_DATE}`, "u"),
  ],
};

/**
 * Placeholders whose value would need a case ending. A value has none, so the placeholder belongs after
 * a colon or beside a noun that takes the ending.
 */
export function bentPlaceholdersIn(text: string, locale: Locale): string[] {
  return BENT[locale].flatMap((place) => place.exec(text)?.[0] ?? []);
}
