import type { Parameters } from "./query.ts";

/**
 * The list that a payment was opened from, carried in its address: the list's query, to go back to,
 * and the ids of the page's payments, so that "next" stays the next one although a look moves a
 * payment to the top. A shared link leaves it out.
 */
export interface ListContext {
  /** The list's query as in its address. */
  query: string;
  ids: readonly number[];
}

const LONGEST_QUERY = 4_000;
const MOST_IDS = 100;
const IDS = /^[0-9a-z]{1,11}(?:\.[0-9a-z]{1,11})*$/;

/** As parameters of an address. */
export function contextOf({ query, ids }: ListContext): { list: string; rows: string } {
  return { list: query, rows: ids.map((id) => id.toString(36)).join(".") };
}

/** From an address that anybody may have written; null when there is none or it is none of ours. */
export function readContext(
  list: Parameters[string],
  rows: Parameters[string],
): ListContext | null {
  if (typeof list !== "string" || typeof rows !== "string") return null;
  if (list.length > LONGEST_QUERY || !IDS.test(rows)) return null;
  const ids = rows.split(".").map((id) => Number.parseInt(id, 36));
  return ids.length <= MOST_IDS && ids.every(Number.isSafeInteger) ? { query: list, ids } : null;
}

/** Where a payment stands in the page of the list that it was opened from. */
export interface InList {
  /** Back to the list, at this payment's row. */
  back: string;
  previous: string | null;
  next: string | null;
  /** From 1. */
  place: number;
  total: number;
}
