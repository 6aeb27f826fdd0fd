/** The digits of a phone number; numbers of Kazakhstan and Russia as 11 digits beginning with 7. */
export function phoneOf(text: string): string {
  const digits = text.replace(/\D/g, "");
  if (digits.length === 10 && digits.startsWith("7")) return `7${digits}`;
  if (digits.length === 11 && digits.startsWith("8") && !text.includes("+")) {
    return `7${digits.slice(1)}`;
  }
  return digits;
}

/** Whether the digits can be a phone number of Kazakhstan or Russia. */
export function isPhone(digits: string): boolean {
  return /^(?:[78]\d{10}|7\d{9})$/.test(digits);
}

/**
 * An amount in hundredths, calculated from the digits and never through a float. The last point or
 * comma is the decimal mark if one or two digits follow; all others separate thousands.
 */
export function minorUnitsOf(text: string): string {
  const number = text.replace(/[^\d.,]/g, "");
  const [, whole = "", fraction = ""] = /^(.*?)(?:[.,](\d{1,2}))?[.,]*$/.exec(number) ?? [];
  const units = `${whole.replace(/\D/g, "")}${fraction.padEnd(2, "0")}`;
  return units.replace(/^0+(?=\d)/, "");
}
