import { removeCardNumbers } from "#lib/card/card-number.ts";

/**
 * The merchant's free text (`data`): as fields if it is a JSON object or a query string, otherwise
 * as plain text. Fields are a list of pairs, so that no key can change an object's prototype.
 */
export type MerchantData =
  | { form: "fields"; fields: readonly { name: string; value: string }[]; more: number }
  | { form: "text"; text: string };

const MAX_FIELDS = 40;
const MAX_NAME = 100;
const MAX_TEXT = 2_000;

/** Reads the text of the invoice `own`, whose number is never taken for a card's. */
export function readMerchantData(data: string, own: string): MerchantData {
  const pairs = jsonFields(data) ?? queryFields(data);
  if (!pairs) return { form: "text", text: data.slice(0, MAX_TEXT) };
  // A repeated name keeps all its values, one per line.
  const fields = new Map<string, string>();
  for (const [name, value] of pairs) {
    const label = name.slice(0, MAX_NAME);
    const earlier = fields.get(label);
    fields.set(label, earlier === undefined ? value : `${earlier}\n${value}`);
  }
  return {
    form: "fields",
    fields: [...fields]
      .slice(0, MAX_FIELDS)
      // JSON escapes may have hidden a card number from the sanitizer.
      .map(([name, value]) => ({
        name,
        value: removeCardNumbers(value, own).text.slice(0, MAX_TEXT),
      })),
    more: Math.max(0, fields.size - MAX_FIELDS),
  };
}

function jsonFields(data: string): [string, string][] | null {
  try {
    const parsed: unknown = JSON.parse(data, exact);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
    const fields = Object.entries(parsed).map(([name, value]): [string, string] => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return fields.length > 0 ? fields : null;
  } catch {
    // Not JSON, or nested too deep for JSON.stringify: shown unchanged.
    return null;
  }
}

/** Fails for numbers that lose digits when parsed, such as an order number of 17 digits. */
function exact(_name: string, value: unknown): unknown {
  const lost = typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER;
  if (lost) throw new RangeError("not exact");
  return value;
}

function queryFields(data: string): [string, string][] | null {
  // Names are limited in length, because Base64 also ends in "=".
  if (!/^[\w.[\]%-]{1,100}=[^&]*(&[\w.[\]%-]{1,100}=[^&]*)*$/.test(data) || /\s/.test(data)) {
    return null;
  }
  return [...new URLSearchParams(data)];
}
