import type { SearchTerm } from "#lib/paste/search-term.ts";
import type { SeenRow } from "./columns.ts";
import type { ListQuery, Place } from "./query.ts";

/** What was searched for, and what it was taken for. */
export interface Searched {
  text: string;
  terms: readonly SearchTerm[];
  problem: "card_number" | "too_short" | "unreadable" | null;
}

export interface ListView {
  query: ListQuery;
  /** Names of parameters that were not understood. */
  problems: readonly string[];
  searched: Searched | null;
  rows: readonly SeenRow[];
  /** Places of the neighbouring pages. */
  previous: Place;
  next: Place;
  count: { count: number; isMore: boolean };
  /** Values of filters to choose from. */
  choices: ReadonlyMap<string, readonly string[]>;
  /** Of the invoices asked for, those never seen. */
  unseen: readonly string[];
}
