/** Digits only; numbers of Kazakhstan and Russia as 11 digits from 7, whichever way they begin. */
export function phoneOf(text: string): string {
  const digits = text.replace(/\D/g, "");
  if (digits.length === 10 && digits.startsWith("7")) return `7${digits}`;
  if (digits.length === 11 && digits.startsWith("8") && !text.includes("+")) {
    return `7${digits.slice(1)}`;
  }
  return digits;
}

/** Could these digits be somebody's phone in Kazakhstan or Russia? */
export function isPhone(digits: string): boolean {
  return /^(?:[78]\d{10}|7\d{9})$/.test(digits);
}

/**
 * An amount in hundredths from the digits as they stand, never through a float. The last point or
 * comma with one or two digits behind it divides; all others group thousands.
 */
export function minorUnitsOf(text: string): string {
  const number = text.replace(/[^\d.,]/g, "");
  const [, whole = "", fraction = ""] = /^(.*?)(?:[.,](\d{1,2}))?[.,]*$/.exec(number) ?? [];
  const units = `${whole.replace(/\D/g, "")}${fraction.padEnd(2, "0")}`;
  return units.replace(/^0+(?=\d)/, "");
}
