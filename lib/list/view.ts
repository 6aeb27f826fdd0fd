import type { Sum } from "#lib/money/sum.ts";
import type { SearchTerm } from "#lib/paste/search-term.ts";
import type { Kind } from "#lib/payment/payment.ts";
import type { ListRow } from "./columns.ts";
import type { ListQuery, Place } from "./query.ts";

/** The searched text and its readings. */
export interface Searched {
  text: string;
  terms: readonly SearchTerm[];
  problem:
    | "card_number"
    | "too_short"
    | "unreadable"
    /** Too many searches for payers; these two are of people who must not see personal data. */
    | "personal_wait"
    /** The filters leave too few payments: the payer was left out of the search. */
    | "personal_filters"
    | null;
}

/** How many payments are in a state, and the sums of their amounts by currency. */
export interface StateTotal {
  state: Kind;
  count: number;
  sums: readonly { currency: string | null; sum: Sum }[];
}
export type Totals = readonly StateTotal[];

export interface ListView {
  query: ListQuery;
  /** Names of invalid parameters. */
  problems: readonly string[];
  searched: Searched | null;
  /** Whether the person may search in hidden words, too. */
  searchesAllWords: boolean;
  rows: readonly ListRow[];
  /** Positions of the previous and the next page; null if there is none. */
  previous: Place;
  next: Place;
  count: { count: number; isMore: boolean };
  /** Of all that match; null when there are more than are counted. */
  totals: Totals | null;
  /** Position of the first row among all that match, from 1; null when it is too far to count. */
  first: number | null;
  /** Values that the filters offer, by facet. */
  choices: ReadonlyMap<string, readonly string[]>;
  /** Of the requested invoices, those of which no payment is known. */
  unknown: readonly UnknownInvoice[];
}

/** A requested number without a payment, and what came of the last look-up of it, if there was one. */
export interface UnknownInvoice {
  invoiceId: string;
  last: { is: "not_found" | "no_answer"; at: Date } | null;
}
