/** What was meant by keys that were pressed under another keyboard layout. */

/** The digit row under the Kazakh layout, from 1 to 0 and the hyphen, without and with Shift. */
const KAZAKH_ROW = ['"әіңғ,.үұқө', "!ӘІҢҒ;:ҮҰҚӨ"] as const;
const DIGIT_ROW = "1234567890-";

/** A text of that row only. With fewer letters or keys it can be a word or a sign. */
const ONLY_ROW = /^(?![өӨ])["!әіңғүұқөӘІҢҒҮҰҚӨ,.;:]{4,20}(?<![өӨ])$/u;
const KAZAKH_LETTER = /[әіңғүұқөӘІҢҒҮҰҚӨ]/gu;
const FEWEST_LETTERS = 3;

/** The digits of a text that was typed in the digit row under the Kazakh layout; null for any other text. */
export function kazakhRowDigits(text: string): string | null {
  const typed = text.trim();
  const letters = typed.match(KAZAKH_LETTER)?.length ?? 0;
  if (!ONLY_ROW.test(typed) || letters < FEWEST_LETTERS) return null;
  return Array.from(typed, (key) => {
    const place = Math.max(...KAZAKH_ROW.map((row) => row.indexOf(key)));
    return DIGIT_ROW.charAt(place);
  }).join("");
}

/** Letter keys under the Russian layout, and under the Latin one. */
const RUSSIAN = "йцукенгшщзфывапролдячсмить";
const LATIN = "qwertyuiopasdfghjklzxcvbnm";

/** The Latin number that was typed under the Russian layout; null for a text that is none. */
export function russianLayoutNumber(text: string): string | null {
  const typed = text.trim();
  if (!/^(?=.*\d)(?=.*[а-я])[а-я\d_-]{4,64}$/iu.test(typed)) return null;
  const keys = Array.from(typed, (key) => {
    const place = RUSSIAN.indexOf(key.toLowerCase());
    const letter = place === -1 ? key : LATIN.charAt(place);
    return key === key.toLowerCase() ? letter : letter.toUpperCase();
  }).join("");
  return /^[\w-]+$/.test(keys) ? keys : null;
}

/** The text as the same keys give it under the other layout, Russian for Latin and Latin for Russian. */
export function otherLayout(text: string): string {
  return Array.from(text.toLowerCase(), (key) => {
    const latin = LATIN.indexOf(key);
    const russian = RUSSIAN.indexOf(key);
    if (latin >= 0) return RUSSIAN.charAt(latin);
    return russian >= 0 ? LATIN.charAt(russian) : key;
  }).join("");
}
