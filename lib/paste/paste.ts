// Reads what a clerk typed or pasted into the one search box. Runs in the browser at each key, so
// it is small, takes time in proportion to the text and never throws.
import { looksLikeCardNumber } from "#lib/card/card-number.ts";
import { hasCardNumber, mistypedCard } from "./card-in-text.ts";
import { type Extracted, extractValues } from "./extract-values.ts";
import { type Numbers, sortNumbers } from "./numbers.ts";
import { comparable, type PlainText, plainText } from "./plain-text.ts";
import type { SearchTerm } from "./search-term.ts";
import { kazakhRowDigits } from "./spelling/keyboard-layout.ts";
import { correctBars } from "./spelling/look-alikes.ts";
import { type NumberToken, tokensOf } from "./tokens.ts";
import { isPhone, minorUnitsOf, phoneOf } from "./values.ts";

/**
 * Changes that were made to get the number, or that it was found by its RRN; their texts are in message files under `paste.changes`.
 */
export const PASTE_CHANGES = [
  "layout",
  "invisible",
  "digits",
  "look_alikes",
  "spaces",
  "punctuation",
  "label",
  "words",
  "address",
  "spreadsheet",
  "rrn",
] as const;
export type PasteChange = (typeof PASTE_CHANGES)[number];

export type PasteReading =
  | { is: "empty" }
  /**
   * The text contains a full card number and is refused. None of it is returned, but for the only number
   * of the text if that may be the shop's own: `own` has thirteen digits, as no card has today.
   */
  | { is: "card_number"; own?: string }
  /**
   * The text is grouped and begins like a card number, but its check digit is wrong: a card number with a
   * mistyped digit, or the shop's own number. It goes nowhere before a person has said that it is `own`.
   */
  | { is: "mistyped_card"; own: string }
  /**
   * An invoice number to ask the bank about; `also` are its other meanings, most likely first, and
   * `beside` is what else the text says of the payment.
   */
  | {
      is: "invoice";
      invoiceId: string;
      changes: readonly PasteChange[];
      also: readonly SearchTerm[];
      beside: readonly SearchTerm[];
    }
  /**
   * In order and without repeats; `unread` counts pieces without a number and numbers beyond 100,
   * `cards` has the places of card numbers in the list, from 1, which were left out.
   */
  | { is: "invoices"; invoiceIds: readonly string[]; unread: number; cards?: readonly number[] }
  /** Not for the bank but for the list; most likely meaning first. */
  | { is: "search"; terms: readonly [SearchTerm, ...SearchTerm[]] }
  | { is: "unreadable"; reason: UnreadableReason };

/** `scientific`: a spreadsheet wrote 2,05E+08 and lost the digits of the number. */
export type UnreadableReason = "too_long" | "characters" | "scientific";

const LONGEST_TEXT = 4_000;
const MAX_INVOICES = 100;

/** Reads a typed or pasted text. */
export function readPaste(text: string): PasteReading {
  const digits = kazakhRowDigits(text);
  if (digits !== null) return withLayout(readPaste(digits));
  const raw = text.slice(0, LONGEST_TEXT);
  if (hasCardNumber(raw)) return listWithoutCards(raw) ?? cardReading(raw);
  if (text.length > LONGEST_TEXT) return { is: "unreadable", reason: "too_long" };
  if (comparable(raw) === "") return { is: "empty" };
  const mistyped = mistypedCard(raw);
  if (mistyped !== null) return { is: "mistyped_card", own: mistyped };
  const parts = partsOf(raw);
  const { found, unread, tooLong } = parts.numbers;
  const invoiceIds = [...new Set(found.map(({ id }) => id))];
  if (invoiceIds.some(looksLikeCardNumber)) return cardReading(raw);
  const [number] = found;
  if (number && invoiceIds.length === 1) {
    const { id: invoiceId } = number;
    return {
      is: "invoice",
      invoiceId,
      changes: changesOf(parts, number),
      also: otherMeanings(number),
      beside: parts.terms,
    };
  }
  if (number) {
    const rest = Math.max(0, invoiceIds.length - MAX_INVOICES);
    return {
      is: "invoices",
      invoiceIds: invoiceIds.slice(0, MAX_INVOICES),
      unread: unread + rest,
    };
  }
  const [term, ...others] = parts.terms;
  if (term) return { is: "search", terms: [term, ...others] };
  if (parts.extracted.scientific) return { is: "unreadable", reason: "scientific" };
  if (tooLong) return { is: "unreadable", reason: "too_long" };
  return isWorthSearching(raw)
    ? { is: "search", terms: [{ field: "words", value: comparable(raw) }] }
    : { is: "unreadable", reason: "characters" };
}

function withLayout(reading: PasteReading): PasteReading {
  if (reading.is !== "invoice") return reading;
  return { ...reading, changes: ["layout", ...reading.changes] };
}

function cardReading(raw: string): PasteReading {
  const [own = "", ...others] = plainText(raw).text.match(/\d+/g) ?? [];
  return others.length === 0 && own.length === 13
    ? { is: "card_number", own }
    : { is: "card_number" };
}

const LIST_BORDER = /[\n\r;,\t]+/;
const BARE_NUMBER = /^(?=.*\d)[A-Za-z0-9_-]{1,64}$/;

/** A list of bare numbers without those that are card numbers; null for any other text. */
function listWithoutCards(raw: string): PasteReading | null {
  const pieces = raw
    .split(LIST_BORDER)
    .map((piece) => piece.trim())
    .filter(Boolean);
  const kept = pieces.filter((piece) => !hasCardNumber(piece));
  const cards = pieces.flatMap((piece, at) => (hasCardNumber(piece) ? [at + 1] : []));
  const isList = cards.length > 0 && kept.length > 0 && kept.every((one) => BARE_NUMBER.test(one));
  // A card number may also stand in groups on several lines.
  if (!isList || hasCardNumber(kept.join("\n"))) return null;
  const reading = readPaste(kept.join("\n"));
  if (reading.is === "invoice") {
    return { is: "invoices", invoiceIds: [reading.invoiceId], unread: 0, cards };
  }
  return reading.is === "invoices" ? { ...reading, cards } : null;
}

/** All meanings under which a text can be searched in the list, most likely first. */
export function searchTerms(text: string): readonly SearchTerm[] {
  const raw = (kazakhRowDigits(text) ?? text).slice(0, LONGEST_TEXT);
  const words = comparable(raw);
  if (words === "" || hasCardNumber(raw) || mistypedCard(raw) !== null) return [];
  // Reads no numbers in a text that is too long, as truncation could split one.
  if (text.length > LONGEST_TEXT) return [{ field: "words", value: words }];
  const { terms, numbers } = partsOf(raw);
  const ids = [...new Map(numbers.found.map((number) => [number.id, number])).values()];
  if (ids.some(({ id }) => looksLikeCardNumber(id))) return [];
  const [number, ...others] = ids.slice(0, MAX_INVOICES);
  const all = [...terms];
  if (number && others.length === 0) all.push(...searchMeanings(number));
  else all.push(...ids.slice(0, MAX_INVOICES).map(({ id }) => invoice(id)));
  const isAddress = terms.some(({ field }) => field === "email" || field === "bank_id");
  if (!isAddress && (words.length > 2 || isWorthSearching(raw))) {
    all.push({ field: "words", value: words });
  }
  return withoutRepeats(all);
}

interface Parts {
  plain: PlainText;
  barsCorrected: boolean;
  extracted: Extracted;
  numbers: Numbers;
  /** Labelled values first, amounts last, as many payments have the same amount. */
  terms: SearchTerm[];
}

function partsOf(raw: string): Parts {
  const plain = plainText(raw);
  const { text, corrected: barsCorrected } = correctBars(plain.text);
  const extracted = extractValues(text);
  const rest = extracted.rest.replace(SLASHED, "$1-$2");
  const numbers = sortNumbers(tokensOf(rest, extracted.linked));
  const terms = withoutRepeats([...numbers.terms, ...extracted.terms]).sort(
    (a, b) => Number(a.field === "amount") - Number(b.field === "amount"),
  );
  return { plain, barsCorrected, extracted, numbers, terms };
}

/**
 * "2026/000042" is one number of the shop, whose slash the bank does not know; a part of it may be the
 * number of somebody else's payment. Longer ones are two numbers, shorter ones a share or a date.
 */
const SLASHED =
  /(?<![\p{L}\d/_-])(?=(?:\d\/?){6,15}(?![\p{L}\d/_-]))(\d+)\/(\d+)(?![\p{L}\d/_-])/gu;

function withoutRepeats(terms: readonly SearchTerm[]): SearchTerm[] {
  return [...new Map(terms.map((term) => [`${term.field} ${term.value}`, term])).values()];
}

function changesOf(parts: Parts, number: NumberToken): PasteChange[] {
  const { plain, barsCorrected, extracted, numbers } = parts;
  const made = new Set<PasteChange>(number.corrections);
  if (plain.invisible) made.add("invisible");
  if (plain.digits) made.add("digits");
  if (barsCorrected) made.add("look_alikes");
  if (plain.dashes && number.id.includes("-")) made.add("punctuation");
  if (numbers.hasLabels) made.add("label");
  if (numbers.hasOthers) made.add("words");
  if (extracted.linked.length > 0) made.add("address");
  if (extracted.spreadsheet || /^\s*(?:="|'\d)/.test(plain.text)) made.add("spreadsheet");
  const explained = ["label", "words", "address", "spreadsheet"] as const;
  const isWrapped = /^[^\p{L}\d_]|[^\p{L}\d_]$/u.test(plain.text.trim());
  if (isWrapped && !explained.some((change) => made.has(change))) made.add("punctuation");
  return PASTE_CHANGES.filter((change) => made.has(change));
}

/** Other meanings of an invoice number. */
function otherMeanings(number: NumberToken): SearchTerm[] {
  const { id, written, thousands } = number;
  const also: SearchTerm[] = [];
  if (/^\d{12}$/.test(id)) also.push({ field: "rrn", value: id });
  if (isPhone(id)) also.push({ field: "phone", value: phoneOf(id) });
  if (/^[0-9A-Za-z]{6}$/.test(id)) also.push({ field: "approval_code", value: id.toUpperCase() });
  if (/^\d{4}$/.test(id)) also.push({ field: "last_four", value: id });
  if (/^\d{4,6}$/.test(id)) also.push({ field: "invoice_end", value: id });
  if (written !== null) also.push(invoice(written));
  if (thousands && id.length < 9) also.push({ field: "amount", value: minorUnitsOf(id) });
  return also;
}

/** All meanings of a number in a search of the list. */
function searchMeanings(number: NumberToken): SearchTerm[] {
  const { id, written } = number;
  const meanings = otherMeanings(number).filter(
    ({ field }) => field !== "invoice_end" || id.length === 4,
  );
  const first = meanings.filter(({ field }) => field !== "invoice" && field !== "amount");
  const all = [...first, invoice(id)];
  if (written !== null) all.push(invoice(written));
  if (/^[0-9A-Za-z_-]{4,14}$/.test(id)) all.push({ field: "invoice_end", value: id });
  if (/^[1-9]\d{0,7}$/.test(id)) all.push({ field: "amount", value: minorUnitsOf(id) });
  return all;
}

/** Changes by which a number stands in a text that says what it is. */
const NAMED: ReadonlySet<PasteChange> = new Set(["label", "words", "address"]);

/**
 * The meanings under which a bare number is first looked for among the payments seen before, because it
 * is hardly an invoice number: an RRN, the last four digits of a card, a sum. None for any other text.
 */
export function seenFirst(reading: PasteReading): readonly SearchTerm[] {
  if (reading.is !== "invoice" || reading.changes.some((change) => NAMED.has(change))) return [];
  const { invoiceId: id, also } = reading;
  const sums = also.filter(({ field }) => field === "amount");
  const isShortSum = sums.length === 0 && /^[1-9]\d{1,4}$/.test(id);
  return [
    ...also.filter(({ field }) => field === "rrn" || field === "last_four"),
    ...(isShortSum ? [{ field: "amount" as const, value: minorUnitsOf(id) }] : sums),
  ];
}

function invoice(value: string): SearchTerm {
  return { field: "invoice", value };
}

/** Whether the text has a letter and one more letter or digit. */
function isWorthSearching(text: string): boolean {
  return /\p{L}/u.test(text) && /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(text);
}
