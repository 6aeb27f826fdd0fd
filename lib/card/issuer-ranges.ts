/** Issuer prefixes and lengths of the brands in use in Kazakhstan (ISO/IEC 7812). */
const BRANDS = [
  { brand: "Visa", prefix: /^4/, lengths: [13, 16, 19] },
  { brand: "Mastercard", prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { brand: "American Express", prefix: /^3[47]/, lengths: [15] },
  { brand: "UnionPay", prefix: /^62/, lengths: [16, 17, 18, 19] },
  { brand: "Mir", prefix: /^220[0-4]/, lengths: [16, 17, 18, 19] },
  {
    brand: "Maestro",
    prefix: /^(?:5018|5020|5038|5893|6304|6759|676[1-3])/,
    lengths: [16, 18, 19],
  },
  { brand: "JCB", prefix: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { brand: "Diners Club", prefix: /^3(?:0[0-5]|[689])/, lengths: [14, 16, 19] },
  { brand: "Discover", prefix: /^(?:6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] },
] as const;

/**
 * Ranges whose cards are rare here and whose prefixes are common among invoice numbers: removed from the
 * bank's texts, and not refused in the box. The rest of Maestro, Uzcard, Humo and Elcard.
 */
const RARE = [
  { prefix: /^(?:50|5[6-8]|6)/, lengths: [16, 18, 19] },
  { prefix: /^(?:8600|9860|9417)/, lengths: [16] },
] as const;

/** Whether digits have the prefix and the length of a brand in use in Kazakhstan. */
export function isOfBrand(number: string): boolean {
  return BRANDS.some((brand) => isWithin(number, brand));
}

/** The same, with the brands of the neighbours. */
export function isOfIssuer(number: string): boolean {
  return isOfBrand(number) || RARE.some((range) => isWithin(number, range));
}

function isWithin(
  number: string,
  { prefix, lengths }: { prefix: RegExp; lengths: readonly number[] },
): boolean {
  return prefix.test(number) && lengths.includes(number.length);
}
