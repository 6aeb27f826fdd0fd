/** The digits that a spreadsheet keeps of a number; it replaces further ones by zeros. */
const SPREADSHEET_DIGITS = 15;

/** An exact decimal in normal form: no superfluous zeros, at least the wanted decimals. */
export interface Decimal {
  text: string;
  decimals: number;
  /** Whether a spreadsheet can hold the number without rounding it. */
  isSafe: boolean;
}

/** Parses a decimal number; null for any other text. */
export function readDecimal(digits: string, decimals: number): Decimal | null {
  const match = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(digits);
  if (!match) return null;
  const [, sign = "", whole = "", written = ""] = match;
  const significant = withoutTrailingZeros(written);
  const fraction = significant.padEnd(decimals, "0");
  return {
    text: `${sign}${whole}${fraction && `.${fraction}`}`,
    decimals: fraction.length,
    isSafe:
      fraction.length <= SPREADSHEET_DIGITS &&
      `${whole}${significant}`.replace(/^0+/, "").length <= SPREADSHEET_DIGITS,
  };
}

/** Not `/0+$/`, which takes quadratic time on a long run of zeros that ends in another digit. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}
