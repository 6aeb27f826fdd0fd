/** Letters that people and scanners read for digits, where all the rest is digits. */
const AS_DIGITS = /^[\dOo\u041e\u043elI\u0406\u0417\u0437-]+$/;

/** Cyrillic letters that look like Latin ones, in the order of those. */
const CYRILLIC = "АВЕКМНОРСТУХІаеорсухі";
const LATIN = "ABEKMHOPCTYXIaeopcyxi";

const FEWEST_DIGITS = 2;
/** The least length of a usual invoice number, page platezhnaya-stranica. */
const USUAL_LENGTH = 6;

/** Digits for the letters taken for digits ("2O5218O74"); the same text when it is something else. */
export function mendDigits(token: string): string {
  const digits = token.match(/\d/g)?.length ?? 0;
  return digits >= FEWEST_DIGITS && 2 * digits >= token.length ? allDigits(token) : token;
}

/** The same without asking for digits among the letters: enough to suspect a card number. */
export function allDigits(token: string): string {
  if (!AS_DIGITS.test(token)) return token;
  return token
    .replace(/[Oo\u041e\u043e]/g, "0")
    .replace(/[lI\u0406]/g, "1")
    .replace(/[\u0417\u0437]/g, "3");
}

/** Latin letters for Cyrillic ones that look the same. */
export function mendLetters(token: string): string {
  return token.replace(/[\u0400-\u04ff]/g, (letter) => {
    const place = CYRILLIC.indexOf(letter);
    return place < 0 ? letter : LATIN.charAt(place);
  });
}

/** A bar is a 1 within a short number and a border between the cells of a table. */
export function mendBars(text: string): { text: string; mended: boolean } {
  let mended = false;
  const withoutBars = text.replace(/[\d|]+/g, (run) => {
    if (!run.includes("|")) return run;
    const isNumber = /^(?:\d{1,5}\|){1,2}\d{1,5}$/.test(run) && run.length >= USUAL_LENGTH;
    mended ||= isNumber;
    return run.replaceAll("|", isNumber ? "1" : "\t");
  });
  return { text: withoutBars, mended };
}
