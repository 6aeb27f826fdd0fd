import { removeCardNumbers } from "#lib/card/card-number.ts";
import { dropCardSecrets } from "#lib/card/card-secrets.ts";
import type { Flag } from "#lib/payment/payment.ts";

const LONGEST_TEXT = 1_000;
const LONGEST_DATA = 10_000;
const LONGEST_RAW = 100;
/** Stands for a character that could not be read. */
const REPLACED = "\ufffd";

/**
 * Ids of operations may contain digits that look like card numbers; no card number has this form.
 */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Sanitizes the bank's texts field by field: replaces card numbers, lone surrogates and NUL, and
 * truncates long texts. Collects a flag for removed card numbers and truncated texts.
 */
export class TextCleaner {
  readonly flags: Flag[] = [];
  readonly #own: string;

  /** `own` is the invoice that was asked about: its number is no card number in its own answer. */
  constructor(own: string) {
    this.#own = own;
  }

  /** Sanitizes a text that is only shown. */
  text(field: string, value: string | null): string | null {
    return value === null ? null : this.#clean(field, value, LONGEST_TEXT);
  }

  /** Sanitizes the merchant's own text, into which the shop may have put any data. */
  data(field: string, value: string | null): string | null {
    if (value === null) return null;
    const { text, removed } = dropCardSecrets(withEscapesResolved(value, this.#own));
    if (removed > 0) this.flag("card_number_removed", { field, count: removed });
    return this.#clean(field, text, LONGEST_DATA);
  }

  /** Adds a flag; sanitizes and truncates `raw`. */
  flag(code: Flag["code"], about: Omit<Flag, "code"> = {}): void {
    const { raw, ...rest } = about;
    this.flags.push({ code, ...rest, ...(raw !== undefined && { raw: rawOf(raw, this.#own) }) });
  }

  #clean(field: string, value: string, longest: number): string {
    const { text, removed } = UUID.test(value)
      ? { text: value, removed: 0 }
      : removeCardNumbers(harmless(value), this.#own);
    if (removed > 0) this.flag("card_number_removed", { field, count: removed });
    if (text.includes(REPLACED)) this.flag("text_damaged", { field });
    if (text.length <= longest) return text;
    this.flag("text_cut", { field, count: text.length });
    return cut(text, longest);
  }
}

/**
 * The text with its escapes resolved if they hide card numbers (\u0034 in JSON, %34 in a query
 * string); otherwise unchanged.
 */
function withEscapesResolved(value: string, own: string): string {
  const numbersIn = (text: string) => removeCardNumbers(text, own).removed;
  const seen = numbersIn(value);
  const plain = [resolvedJson, resolvedQuery]
    .map((resolve) => resolve(value))
    .find((text) => text !== null && numbersIn(text) > seen);
  return plain ?? value;
}

function resolvedJson(value: string): string | null {
  try {
    // JSON.stringify would escape white space such as tabs again.
    return JSON.stringify(JSON.parse(value), (_key, one: unknown) =>
      typeof one === "string" ? one.replace(/\s/g, " ") : one,
    );
  } catch {
    // Not JSON, or nested too deep for JSON.stringify: nothing to resolve.
    return null;
  }
}

function resolvedQuery(value: string): string | null {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    // Malformed percent-encoding: not a query string.
    return null;
  }
}

function rawOf(value: string, own: string): string {
  return cut(removeCardNumbers(harmless(value), own).text, LONGEST_RAW);
}

/** Replaces characters instead of deleting them: "CHA\0RGE" must not become "CHARGE". */
function harmless(text: string): string {
  return text.toWellFormed().replaceAll("\0", REPLACED);
}

/** Truncates without splitting a surrogate pair. */
function cut(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}
