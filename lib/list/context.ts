import type { Parameters } from "./query.ts";

/**
 * The list that a payment was opened from, carried in its address: the list's query, to return to,
 * and the ids of the page's payments, so that "next" stays the same although a look-up moves its
 * payment to the top. The link to share leaves it out.
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

/** Parses untrusted parameters; null when they are missing or malformed. */
export function readContext(
  list: Parameters[string],
  rows: Parameters[string],
): ListContext | null {
  if (typeof list !== "string" || typeof rows !== "string") return null;
  if (list.length > LONGEST_QUERY || !IDS.test(rows)) return null;
  const ids = rows.split(".").map((id) => Number.parseInt(id, 36));
  return ids.length <= MOST_IDS && ids.every(Number.isSafeInteger) ? { query: list, ids } : null;
}

/** A payment's place in the page of the list that it was opened from. */
export interface InList {
  /** Back to the list, at this payment's row. */
  back: string;
  previous: string | null;
  next: string | null;
  /** From 1. */
  place: number;
  total: number;
}
