/** Pasted text in plain characters, and the changes that were made. */
export interface PlainText {
  text: string;
  /** Invisible characters were removed. */
  invisible: boolean;
  /** Digits of other scripts were replaced. */
  digits: boolean;
  /** Dashes, which autocorrection makes of hyphens, were replaced. */
  dashes: boolean;
}

const FOREIGN_DIGIT = /[^0-9\P{Nd}]/gu;
const INVISIBLE = /\p{Cf}|[\ufe0e\ufe0f]|\u20e3|[^\P{Cc}\t\n\v\f\r\u0085]/gu;
const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const DASH = /[^\P{Pd}-]|\u2212/gu;
const DOUBLE_QUOTE = /[\u00ab\u00bb\u201c-\u201f\u2033]/g;
const SINGLE_QUOTE = /[\u2018-\u201b\u2032\u2039\u203a\u00b4\u02bc`]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/**
 * Normalizes digits to ASCII, and blanks, hyphens, quotes and line breaks to one kind each; removes
 * zero-width characters, soft hyphens and direction marks. Keeps superscripts, which are footnotes.
 */
export function plainText(raw: string): PlainText {
  const visible = raw.replace(INVISIBLE, "");
  const digits = visible.replace(FOREIGN_DIGIT, asciiDigit);
  const narrow = digits.replace(/[\uff01-\uff5e]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET),
  );
  const dashed = narrow.replace(DASH, "-");
  const text = dashed
    .replace(LINE_BREAK, "\n")
    .replace(/\p{Zs}/gu, " ")
    .replace(/\u2026/g, "...")
    .replace(DOUBLE_QUOTE, '"')
    .replace(SINGLE_QUOTE, "'");
  return {
    text,
    invisible: visible !== raw,
    digits: digits !== visible,
    dashes: dashed !== narrow,
  };
}

/** The text with ASCII digits in the place of those of other scripts; every character keeps its index. */
export function asciiDigits(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  // A digit of two code units is followed by an invisible character.
  return text.replace(FOREIGN_DIGIT, (digit) => asciiDigit(digit).padEnd(digit.length, "\u2060"));
}

/** The ASCII digit. In Unicode the ten digits of a script are consecutive, zero first (4.6). */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}

/** Normalizes words for comparison (case, composition, look-alikes); not for display. */
export function comparable(text: string): string {
  const words = text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase();
  const single = words.replace(/\s+/g, " ").trim();
  return Array.from(single).slice(0, LONGEST_WORDS).join("").trim();
}

const LONGEST_WORDS = 100;

/** Decodes percent-encoding if it is valid UTF-8. */
export function unescaped(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
