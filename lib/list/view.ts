import type { SearchTerm } from "#lib/paste/search-term.ts";
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
