import { dropCardSecrets, removeCardNumbers } from "#lib/card/card-number.ts";
import type { Flag } from "#lib/payment/payment.ts";

const LONGEST_TEXT = 1_000;
const LONGEST_DATA = 10_000;
const LONGEST_RAW = 100;

/** The operation's own ids may look like card numbers; no card number has this form. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Makes the bank's texts harmless, field by field, and keeps a flag of everything it had to change:
 * no card numbers, no lone surrogates, no NUL, no endless text.
 */
export class TextCleaner {
  readonly flags: Flag[] = [];

  /** A text that is only shown. */
  text(field: string, value: string | null): string | null {
    return value === null ? null : this.#clean(field, value, LONGEST_TEXT);
  }

  /** The merchant's own text, which may hold anything that passed through the shop. */
  data(field: string, value: string | null): string | null {
    if (value === null) return null;
    const { text, removed } = dropCardSecrets(withoutHidingPlaces(value));
    if (removed > 0) this.flag("card_number_removed", { field, count: removed });
    return this.#clean(field, text, LONGEST_DATA);
  }

  /** Notes something odd; `raw` is cleaned and cut. */
  flag(code: Flag["code"], about: Omit<Flag, "code"> = {}): void {
    const { raw, ...rest } = about;
    this.flags.push({ code, ...rest, ...(raw !== undefined && { raw: rawOf(raw) }) });
  }

  #clean(field: string, value: string, longest: number): string {
    const { text, removed } = UUID.test(value)
      ? { text: value, removed: 0 }
      : removeCardNumbers(harmless(value));
    if (removed > 0) this.flag("card_number_removed", { field, count: removed });
    if (text.length <= longest) return text;
    this.flag("text_cut", { field, count: text.length });
    return cut(text, longest);
  }
}

/**
 * The text with its escapes resolved, where they hide card numbers (a JSON \u0034, a query's %34);
 * else as it is.
 */
function withoutHidingPlaces(value: string): string {
  const numbersIn = (text: string) => removeCardNumbers(text).removed;
  const seen = numbersIn(value);
  const plain = [resolvedJson, resolvedQuery]
    .map((resolve) => resolve(value))
    .find((text) => text !== null && numbersIn(text) > seen);
  return plain ?? value;
}

function resolvedJson(value: string): string | null {
  try {
    // Written again, a tab would be an escape once more.
    return JSON.stringify(JSON.parse(value), (_key, one: unknown) =>
      typeof one === "string" ? one.replace(/\s/g, " ") : one,
    );
  } catch {
    // No JSON, or nested too deep to be written again: nothing to resolve.
    return null;
  }
}

function resolvedQuery(value: string): string | null {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    // Stray percent signs: no query.
    return null;
  }
}

function rawOf(value: string): string {
  return cut(removeCardNumbers(harmless(value)).text, LONGEST_RAW);
}

/** The replacement character and no deletion: what is not "CHARGE" must not become it. */
function harmless(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}

/** Never through the middle of a character. */
function cut(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}
