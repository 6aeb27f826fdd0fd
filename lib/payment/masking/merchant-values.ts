import { unescaped } from "#lib/paste/plain-text.ts";
import type { TextMask } from "./free-text.ts";
import { HIDDEN } from "./hide.ts";

/**
 * Hides the values of the merchant's own data, whose meaning only the shop knows: an address, a date of
 * birth or a name has no form to be known by. Their names stay, so that staff see what there is.
 */
export interface ValueMask {
  mask: TextMask;
  /** Names of values that the shop has declared harmless, in small letters. */
  harmless: ReadonlySet<string>;
  invoiceId: string;
}

/**
 * Yes, no, nothing, and a number that names nobody: at most six digits, which is too short for a phone, an
 * IIN, a card or a date of birth with its century, and at most two decimals, too coarse for a place.
 */
const HARMLESS = /^(?:|true|false|null|-?\d{1,6}(?:\.\d{1,2})?)$/;

/** The data with hidden values if they are JSON or a query string; other text is masked as free text. */
export function hideValues(data: string, how: ValueMask): string {
  const trimmed = data.trim();
  if (/^[[{"]/.test(trimmed)) return hideJson(data, how);
  if (isQuery(trimmed)) return hideQuery(data, how);
  return how.mask.free(data);
}

/** JSON that cannot be read, because it was cut, is hidden completely. */
function hideJson(data: string, how: ValueMask): string {
  try {
    const given: unknown = JSON.parse(data);
    const shown = JSON.stringify(hideIn(given, "", how));
    return shown === JSON.stringify(given) ? data : shown;
  } catch {
    return HIDDEN;
  }
}

function hideIn(value: unknown, name: string, how: ValueMask): unknown {
  if (Array.isArray(value)) return value.map((one) => hideIn(one, name, how));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [how.mask.free(key), hideIn(one, key, how)]),
    );
  }
  if (typeof value === "boolean" || value === null) return value;
  const shown = hideValue(String(value), name, how);
  return shown === String(value) ? value : shown;
}

function hideValue(value: string, name: string, { mask, harmless, invoiceId }: ValueMask): string {
  if (harmless.has(name.toLowerCase())) return mask.free(value);
  return value === invoiceId || HARMLESS.test(value) ? value : HIDDEN;
}

/** As `readMerchantData` tells a query string from words. */
function isQuery(data: string): boolean {
  return /^[^\s=&]{1,100}=\S*$/.test(data);
}

function hideQuery(data: string, how: ValueMask): string {
  return data
    .split("&")
    .map((pair) => {
      const [name = "", ...rest] = pair.split("=");
      const key = how.mask.free(name);
      if (rest.length === 0) return key;
      const written = rest.join("=");
      const value = unescaped(written.replaceAll("+", " "));
      const shown = hideValue(value, name, how);
      return `${key}=${shown === value ? written : shown.replaceAll("&", " ")}`;
    })
    .join("&");
}
