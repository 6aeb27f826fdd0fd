import { LOCALES, type Locale } from "#lib/i18n/locale.ts";
import { withFixedBlanks } from "#lib/i18n/non-breaking.ts";

/**
 * Spelling words for Latin letters: names that everybody in Kazakhstan can spell; in English the
 * alphabet of ICAO Annex 10.
 */
const WORDS: Record<Locale, string> = {
  en: "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu",
  ru: "Astana Berlin China Dubai Europa Facebook Google Halyk Instagram Japan Kazakhstan London Madrid Nokia Opel Paris Qatar Roma Samsung Toyota Uber Visa WhatsApp Xerox Yahoo Zara",
  kk: "Astana Berlin China Dubai Europa Facebook Google Halyk Instagram Japan Kazakhstan London Madrid Nokia Opel Paris Qatar Roma Samsung Toyota Uber Visa WhatsApp Xerox Yahoo Zara",
};

/** Joins a letter and its word in each language. */
const NAMED: Record<Locale, (letter: string, word: string) => string> = {
  kk: (letter, word) => `${letter} – ${word} сөзіндегідей`,
  ru: (letter, word) => `${letter} — как в слове ${word}`,
  en: (letter, word) => `${letter} as in ${word}`,
};

/** One line per language that spells every letter; none when there are only digits. */
export function spelledOut(value: string): { locale: Locale; text: string }[] {
  const letters = [...new Set(value.toUpperCase().match(/[A-Z]/g) ?? [])];
  if (letters.length === 0) return [];
  return LOCALES.map((locale) => {
    const named = letters.map((letter) => NAMED[locale](letter, wordFor(letter, locale)));
    return { locale, text: withFixedBlanks(named.join(", "), locale) };
  });
}

function wordFor(letter: string, locale: Locale): string {
  const word = WORDS[locale].split(" ")[letter.charCodeAt(0) - "A".charCodeAt(0)];
  return word ?? letter;
}

const BLANK = "\u00a0";
/** Wider, and lines may break at it. */
const GAP = "\u2003";

/**
 * The value in fours from twelve characters on, in threes below, with a blank after each character:
 * screen readers read a group of digits as one number.
 */
export function digitByDigit(value: string): string {
  const size = value.length >= 12 ? 4 : 3;
  const groups = value.match(new RegExp(`.{1,${size}}`, "gu")) ?? [];
  return groups.map((group) => [...group].join(BLANK)).join(GAP);
}
