import type { Locale } from "#lib/i18n/locale.ts";
import type { Sum } from "./sum.ts";

/** A number in JSON (RFC 8259, section 6) with an exponent of at most two digits. */
const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/;
const MAX_DIGITS = 30;
const FRACTION_DIGITS = 2;

/**
 * Parses an exact sum from decimal text ("12.22", "1222e-2"), never through a binary float. The
 * result is canonical: equal sums have equal texts, so "12.50" gives "12.5" and "-0" gives "0".
 *
 * Null if the text is not a decimal number, has more than 30 digits, or fractions of hundredths.
 */
export function parseSum(digits: string): Sum | null {
  const match = digits.length <= 2 * MAX_DIGITS ? DECIMAL.exec(digits) : null;
  if (!match) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const coefficient = whole + fraction;
  const shift = Number(exponent) - fraction.length + FRACTION_DIGITS;
  const kept = shift < 0 ? coefficient.slice(0, shift) : coefficient + "0".repeat(shift);
  const lost = shift < 0 ? coefficient.slice(shift) : "";
  const minorUnits = kept.replace(/^0+/, "");
  if (coefficient.length > MAX_DIGITS || minorUnits.length > MAX_DIGITS + FRACTION_DIGITS) {
    return null;
  }
  return /[1-9]/.test(lost) ? null : sumOfHundredths(BigInt(`${sign}${minorUnits || "0"}`));
}

/** The exact total of one or more sums of the same currency. */
export function addSums(...sums: readonly [Sum, ...Sum[]]): Sum {
  return sumOfHundredths(sums.reduce((total, { minorUnits }) => total + BigInt(minorUnits), 0n));
}

/**
 * Compares two sums: negative when `a` is smaller, 0 when equal, positive when larger
 * (`Array.sort`).
 */
export function compareSums(a: Sum, b: Sum): -1 | 0 | 1 {
  const difference = BigInt(a.minorUnits) - BigInt(b.minorUnits);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** The sum zero, in any currency. */
export const ZERO: Sum = { decimal: "0", minorUnits: "0" };

/** The sum of this many hundredths. */
export function sumOfHundredths(minorUnits: bigint): Sum {
  const digits = String(minorUnits < 0n ? -minorUnits : minorUnits).padStart(
    FRACTION_DIGITS + 1,
    "0",
  );
  const whole = digits.slice(0, -FRACTION_DIGITS);
  const fraction = digits.slice(-FRACTION_DIGITS).replace(/0+$/, "");
  const decimal = `${minorUnits < 0n ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
  return { decimal, minorUnits: String(minorUnits) };
}

/**
 * Formats a sum as staff in Kazakhstan write it, with the tenge sign for KZT. A currency that is
 * not an upper-case ISO 4217 code follows the number unchanged; without a currency, the number
 * alone.
 */
export function formatMoney(sum: Sum, currency: string | null, locale: Locale): string {
  const { decimal } = sum;
  if (!isDecimal(decimal)) return decimal;
  const known = currency !== null && isoCurrencies().has(currency);
  const text = formatOf(locale, known ? currency : null).format(decimal);
  return known || currency === null ? text : `${text}\u00a0${currency}`;
}

/** Narrows to a decimal number as text, which Intl formats exactly. */
function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}

let isoCodes: ReadonlySet<string> | undefined;
function isoCurrencies(): ReadonlySet<string> {
  isoCodes ??= new Set(Intl.supportedValuesOf("currency"));
  return isoCodes;
}

/**
 * Cached, as an Intl.NumberFormat is slow to make: at most three languages times the currencies.
 */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: Locale, currency: string | null): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(`${locale}-KZ`, styleOf(currency));
  formats.set(key, format);
  return format;
}

/** Allows three fraction digits, so that Intl never rounds to the default of the currency. */
function styleOf(currency: string | null): Intl.NumberFormatOptions {
  if (currency === null) return { minimumFractionDigits: FRACTION_DIGITS };
  return {
    style: "currency",
    currency,
    currencyDisplay: currency === "KZT" ? "narrowSymbol" : "symbol",
    maximumFractionDigits: 3,
  };
}
