import { INTL_TAG, LOCALES, type Locale } from "#lib/i18n/locale.ts";

/**
 * Countries by name. The bank writes free text in the language of its table. This file knows the
 * names of CLDR in Kazakh, Russian and English (Intl.DisplayNames) and the aliases below.
 */

/** Common names that CLDR lacks. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  KZ: ["KAZ"],
  RU: ["RUS", "Russian Federation", "Российская Федерация", "РФ", "Ресей Федерациясы"],
  KG: ["KGZ", "Kyrgyz Republic", "Кыргызстан", "Кыргызская Республика", "Қырғыз Республикасы"],
  UZ: ["UZB"],
  BY: ["BLR", "Белоруссия"],
  UA: ["UKR"],
  TM: ["Туркмения"],
  MD: ["Молдавия"],
  CN: ["CHN", "People's Republic of China", "КНР", "Китайская Народная Республика"],
  HK: ["Hong Kong", "Гонконг"],
  MO: ["Macao", "Macau", "Макао"],
  TR: ["TUR", "Turkey"],
  US: ["USA", "United States of America", "США", "Соединённые Штаты Америки", "АҚШ"],
  GB: ["UK", "Great Britain", "England", "United Kingdom of Great Britain and Northern Ireland"],
  AE: ["UAE", "Объединённые Арабские Эмираты", "БАӘ"],
  DE: ["DEU", "Federal Republic of Germany", "ФРГ"],
  NL: ["NLD", "Holland", "Голландия"],
  CZ: ["Czech Republic"],
  KR: ["Korea", "Republic of Korea", "Korea, Republic of", "Южная Корея"],
  KP: ["Korea, Democratic People's Republic of", "Северная Корея"],
  VN: ["Viet Nam"],
  MM: ["Burma"],
  CI: ["Ivory Coast"],
  MK: ["Macedonia"],
  SZ: ["Swaziland"],
  CV: ["Cabo Verde"],
  VA: ["Holy See"],
  CG: ["Congo", "Republic of the Congo"],
  CD: ["Democratic Republic of the Congo", "Congo, The Democratic Republic of the"],
  PS: ["Palestine"],
};

/** Codes in CLDR that are not countries. */
const NO_COUNTRY: ReadonlySet<string> = new Set(
  "AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split(" "),
);

/** Longer than the name of any country in any language. */
const LONGEST_NAME = 100;

let known: ReadonlyMap<string, string> | undefined;

/** ISO 3166-1 alpha-2 code of a country, by name in kk, ru or en or by the code itself. */
export function countryCode(name: string | null): string | null {
  if (!name || name.length > LONGEST_NAME) return null;
  known ??= readNames();
  const whole = normal(name);
  const shorter = [
    whole,
    // "Iran, Islamic Republic of" as ISO 3166 lists it.
    normal(name.replace(/,.*$/s, "")),
    whole.replace(/^(the |republic of |республика )+| республикасы$/g, ""),
  ];
  for (const candidate of shorter) {
    const code = known.get(candidate);
    if (code) return code;
  }
  return null;
}

/**
 * Lower-case letters without accents, & as "and": "Côte d’Ivoire" and "COTE D'IVOIRE" are equal.
 */
function normal(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/[^\p{L}\d]+/gu, " ")
    .trim();
}

function readNames(): Map<string, string> {
  const found = new Map<string, string>();
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((one) => letters.map((two) => `${one}${two}`)).filter(isCurrent);
  for (const locale of LOCALES) {
    for (const code of codes) {
      const name = namesIn(locale).of(code);
      if (!name) continue;
      found.set(normal(code), code).set(normal(name), code);
      // "Myanmar (Burma)" is also called by its first name.
      found.set(normal(name.replace(/\(.*\)/, "")), code);
    }
  }
  for (const [code, aliases] of Object.entries(ALIASES)) {
    for (const alias of aliases) found.set(normal(alias), code);
  }
  return found;
}

/**
 * Whether the code is current: Intl.Locale replaces former codes (DD, SU, BU), which CLDR has too.
 */
function isCurrent(code: string): boolean {
  return !NO_COUNTRY.has(code) && new Intl.Locale(`und-${code}`).region === code;
}

/**
 * The name of a country in the reader's language. For the server: few browsers have Kazakh names.
 */
export function countryName(code: string, locale: Locale): string {
  return namesIn(locale).of(code) ?? code;
}

const made = new Map<Locale, Intl.DisplayNames>();

function namesIn(locale: Locale): Intl.DisplayNames {
  const ready =
    made.get(locale) ??
    new Intl.DisplayNames(INTL_TAG[locale], { type: "region", fallback: "none" });
  made.set(locale, ready);
  return ready;
}
