/**
 * Brands of cards: by a name within the bank's free text, and by the first digits (ISO/IEC 7812
 * issuer ranges as the brands publish them). If the two differ, the page says so.
 */
export const BRANDS = ["visa", "mastercard", "amex", "unionpay", "mir", "maestro"] as const;
export type Brand = (typeof BRANDS)[number];

/** Names of the brands, the same in every language. */
export const BRAND_NAME = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  unionpay: "UnionPay",
  mir: "Мир",
  maestro: "Maestro",
} as const satisfies Record<Brand, string>;

const WORDS: readonly [RegExp, Brand][] = [
  [/visa/i, "visa"],
  [/maestro/i, "maestro"],
  [/master\s?card/i, "mastercard"],
  [/amex|american\s?express/i, "amex"],
  [/union\s?pay|^cup$/i, "unionpay"],
  [/\bmir\b|мир/i, "mir"],
];

/** The brand that a text names, or null. */
export function brandInText(text: string | null): Brand | null {
  return WORDS.find(([word]) => word.test(text ?? ""))?.[1] ?? null;
}

/** The brand of a number by its first six digits; null for fewer digits and for unknown brands. */
export function brandOfNumber(first: string): Brand | null {
  if (!/^\d{4,6}/.test(first)) return null;
  const four = Number(first.slice(0, 4));
  if (first.startsWith("4")) return "visa";
  if (/^3[47]/.test(first)) return "amex";
  if (four >= 2200 && four <= 2204) return "mir";
  if ((four >= 5100 && four <= 5599) || (four >= 2221 && four <= 2720)) return "mastercard";
  if (first.startsWith("62")) return "unionpay";
  return /^(50|5[6-8]|6[0-9])/.test(first) ? "maestro" : null;
}
