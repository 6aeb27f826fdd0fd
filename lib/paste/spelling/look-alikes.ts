/** Digits and letters that people and scanners confuse with digits. */
const AS_DIGITS = /^[\dOo\u041e\u043elI\u0406\u0417\u0437-]+$/;

/** Cyrillic letters that look like the Latin letters below. */
const CYRILLIC = "АВЕКМНОРСТУХІаеорсухі";
const LATIN = "ABEKMHOPCTYXIaeopcyxi";

const FEWEST_DIGITS = 2;
/** The minimum length of a usual invoice number, by the bank's page platezhnaya-stranica. */
const USUAL_LENGTH = 6;

/** Replaces look-alike letters by digits ("2O5218O74"); returns any other text unchanged. */
export function correctDigits(token: string): string {
  const digits = token.match(/\d/g)?.length ?? 0;
  return digits >= FEWEST_DIGITS && 2 * digits >= token.length ? allDigits(token) : token;
}

/** Replaces look-alike letters also without digits among them, to search for card numbers. */
export function allDigits(token: string): string {
  if (!AS_DIGITS.test(token)) return token;
  return token
    .replace(/[Oo\u041e\u043e]/g, "0")
    .replace(/[lI\u0406]/g, "1")
    .replace(/[\u0417\u0437]/g, "3");
}

/** Replaces Cyrillic letters by Latin ones that look the same. */
export function correctLetters(token: string): string {
  return token.replace(/[\u0400-\u04ff]/g, (letter) => {
    const place = CYRILLIC.indexOf(letter);
    return place < 0 ? letter : LATIN.charAt(place);
  });
}

/** Replaces bars: in a short number a bar is a 1, otherwise it separates the cells of a table. */
export function correctBars(text: string): { text: string; corrected: boolean } {
  let corrected = false;
  const withoutBars = text.replace(/[\d|]+/g, (run) => {
    if (!run.includes("|")) return run;
    const isNumber = /^(?:\d{1,5}\|){1,2}\d{1,5}$/.test(run) && run.length >= USUAL_LENGTH;
    corrected ||= isNumber;
    return run.replaceAll("|", isNumber ? "1" : "\t");
  });
  return { text: withoutBars, corrected };
}
