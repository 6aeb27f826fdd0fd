import { brandInText, brandOfNumber } from "#lib/card/brand.ts";
import { countryCode } from "#lib/location/country-names.ts";
import { comparable } from "#lib/paste/plain-text.ts";
import type { SearchField, SearchTerm } from "#lib/paste/search-term.ts";
import { folded } from "#lib/paste/spelling/folded.ts";
import { phoneOf } from "#lib/paste/values.ts";
import { headlineSum, orderTotal } from "#lib/payment/facts/amounts.ts";
import { readMerchantData } from "#lib/payment/facts/merchant-data.ts";
import { hidePersonal, NOTHING_PERSONAL } from "#lib/payment/facts/personal.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Flag, Payment } from "#lib/payment/payment.ts";
import { nameMarks, namePatterns } from "./name-search.ts";

/**
 * Search index of a payment. A term is one exact fact, "name:value", so that one index answers any
 * combination; words are its free texts, folded, for substring search.
 */
export interface Indexed {
  terms: string[];
  /** What everybody who looks payments up may read in it. */
  wordsPublic: string;
  /** All texts, and the marked words of the payer's name (`name-search.ts`). */
  wordsPersonal: string;
  /** The bank's date of the payment; `NO_DATE` for none. */
  paidAt: Date;
  /** The headline sum in hundredths; `NO_AMOUNT` for none or one above the safe integers. */
  amount: number;
}

/** Replaces a missing date; earlier than every real payment. */
export const NO_DATE = new Date(0);
/** Replaces a missing or unusable sum; smaller than every real one. */
export const NO_AMOUNT = Number.MIN_SAFE_INTEGER;

/** Facts to filter by; each is the name of a term. */
export const FACETS = [
  "state",
  "finality",
  "currency",
  "terminal",
  "brand",
  "issuer",
  "country",
  "person",
] as const;
export type Facet = (typeof FACETS)[number];

/**
 * Lengths at which the end of an invoice number is a term; other lengths compare with the number.
 */
const END_LENGTHS = [4, 6, 8] as const;
const LONGEST_WORDS = 2_000;

/** The longest term in bytes; an entry of PostgreSQL's indexes holds at most some 2,700. */
const LONGEST_TERM_BYTES = 200;

export function facetTerm(facet: Facet, value: string): string {
  return termOf(facet, value);
}

/** The exact fact as the index and the search have it, cut alike. */
function termOf(name: string, value: string): string {
  return indexable(`${name}:${value}`);
}

/** A text cut to what every index of the database can hold, at a whole character. */
export function indexable(text: string): string {
  // No character of UTF-16 needs more than three bytes of UTF-8.
  if (text.length * 3 <= LONGEST_TERM_BYTES) return text;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= LONGEST_TERM_BYTES) return text;
  return new TextDecoder().decode(bytes.subarray(0, LONGEST_TERM_BYTES)).replace(/\ufffd+$/, "");
}

/**
 * Index entries of an answer; `lookedBy` is the id of the person who looked it up, `harmlessKeys` are as
 * in `PersonalView`.
 */
export function indexOf(
  answer: LookUpAnswer,
  { lookedBy, harmlessKeys }: { lookedBy: string; harmlessKeys: ReadonlySet<string> },
): Indexed {
  const { payment, invoiceId } = answer;
  const facets = {
    state: answer.kind,
    finality: answer.class,
    terminal: answer.terminal,
    person: lookedBy,
    check: answer.flags.some(({ code }) => CONTRADICTIONS.has(code)) ? "amounts" : null,
    ...(payment && paymentFacets(payment)),
  };
  const terms = [
    ...termsOf(facets),
    termOf("invoice", invoiceId),
    ...END_LENGTHS.map((length) => termOf("end", invoiceId.slice(-length))),
    ...(payment ? identifiers(payment) : []),
  ];
  const shown = hidePersonal(answer, { ...NOTHING_PERSONAL, harmlessKeys }).answer.payment;
  return {
    terms: [...new Set(terms)],
    wordsPublic: joined(shown ? textsOf(shown) : []),
    wordsPersonal: payment ? personalWords(payment) : "",
    paidAt: new Date(payment?.createdAt?.instant ?? NO_DATE),
    amount: payment ? sortableAmount(payment) : NO_AMOUNT,
  };
}

/** Terms that identify the payer of an answer; a block of their data matches by them. */
export function payerTerms({ invoiceId, payment }: LookUpAnswer): string[] {
  return [termOf("invoice", invoiceId), ...(payment ? termsOf(payerOf(payment)) : [])];
}

function payerOf({ payer }: Payment) {
  return {
    email: payer.email && comparable(payer.email),
    phone: payer.phone && phoneOf(payer.phone),
  };
}

/** Flags of amounts that contradict each other or the outcome. */
const CONTRADICTIONS: ReadonlySet<Flag["code"]> = new Set([
  "sums_do_not_add_up",
  "refund_sums_unclear",
  "refund_remainder_unexpected",
  "charge_with_refund_sums",
]);

/** A term "name:value" for each value that is stated. */
function termsOf(named: Record<string, string | null | undefined>): string[] {
  return Object.entries(named).flatMap(([name, value]) => (value ? [termOf(name, value)] : []));
}

function paymentFacets({ currency, card, location }: Payment) {
  return {
    currency,
    brand: brandInText(card.brand) ?? brandOfNumber(card.mask?.first ?? ""),
    issuer: card.issuer && comparable(card.issuer),
    country: countryCode(location.country),
  };
}

function identifiers(payment: Payment): string[] {
  const { mask } = payment.card;
  const sums = [payment.amount, payment.original, payment.returned, orderTotal(payment)];
  const named = {
    rrn: payment.rrn,
    approval: payment.approvalCode?.toUpperCase(),
    last: mask?.last,
    first: mask?.first,
    ...payerOf(payment),
    bank: payment.bankId?.toLowerCase(),
  };
  return [
    ...termsOf(named),
    // Nearly every payment has a sum of zero, which nobody searches for.
    ...sums.flatMap((sum) => (sum && sum.minorUnits !== "0" ? [`sum:${sum.minorUnits}`] : [])),
  ];
}

/** The texts of a payment that anybody searches; those of its payer only in `personalWords`. */
function textsOf({ invoiceId, description, data }: Payment): (string | null)[] {
  const read = data === null ? null : readMerchantData(data, invoiceId);
  const values = read?.form === "fields" ? read.fields.map(({ value }) => value) : [read?.text];
  return [description, ...values.map((value) => value ?? null)];
}

function personalWords(payment: Payment): string {
  const { payer, accountId } = payment;
  const texts = [payer.name, payer.email, payer.phone, accountId, ...textsOf(payment)];
  return nameMarks(payer.name ?? "") + joined(texts);
}

/** Each text is cut separately, because a search text is cut to the same length. */
function joined(texts: readonly (string | null)[]): string {
  const words = texts.flatMap((text) => (text ? [folded(text)] : []));
  return words.join("\n").slice(0, LONGEST_WORDS);
}

function sortableAmount(payment: Payment): number {
  const amount = Number(headlineSum(payment)?.minorUnits ?? Number.NaN);
  return Number.isSafeInteger(amount) ? amount : NO_AMOUNT;
}

/** Search conditions of one reading of a searched text. */
export type Match =
  /** Has all these terms; with `end`, its invoice number also ends with that text. */
  | { by: "terms"; terms: readonly [string, ...string[]]; end?: string }
  /**
   * Its words contain this. For those who must not see personal data: its public words do, or the payer's
   * name meets all of `names`.
   */
  | { by: "words"; part: string; names: readonly string[] };

/** Names of the terms for searches by one exact value. */
const EXACT = {
  invoice: "invoice",
  rrn: "rrn",
  approval_code: "approval",
  last_four: "last",
  email: "email",
  phone: "phone",
  amount: "sum",
  bank_id: "bank",
} as const satisfies Partial<Record<SearchField, string>>;

/** Search conditions of a reading; a payment matches if any reading matches. */
export function matchOf({ field, value }: SearchTerm): Match {
  if (field === "words") return { by: "words", part: folded(value), names: namePatterns(value) };
  if (field === "card") return cardMatch(value);
  if (field === "invoice_end") return endMatch(value);
  return { by: "terms", terms: [termOf(EXACT[field], value)] };
}

/** The end of an invoice number in any length, by the longest term of at most that length. */
function endMatch(end: string): Match {
  const length = END_LENGTHS.findLast((one) => one <= end.length) ?? END_LENGTHS[0];
  const terms = [termOf("end", end.slice(-length))] as const;
  return length === end.length ? { by: "terms", terms } : { by: "terms", terms, end };
}

/** Searches by the known digits of both ends, such as "400303*9821". */
function cardMatch(value: string): Match {
  const [first = "", last = ""] = value.split("*");
  const begins = first.length === 6 ? [`first:${first}`] : [];
  return { by: "terms", terms: [`last:${last}`, ...begins] };
}
