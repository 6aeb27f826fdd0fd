import { LONGEST_PATH } from "#lib/http/safe-path.ts";
import type { Parameters } from "./query.ts";

/**
 * The list from which a payment was opened, in the parameters of its URL: the list's query, and the
 * ids of the payments on its page, so that "next" stays the same although a look-up moves its
 * payment to the top. The link to share does not contain it.
 */
export interface ListContext {
  /** The query string of the list. */
  query: string;
  ids: readonly number[];
}

/** As long as the list's own address may be. */
const LONGEST_QUERY = LONGEST_PATH;
const MOST_IDS = 100;
const IDS = /^[0-9a-z]{1,11}(?:\.[0-9a-z]{1,11})*$/;

/** The context as parameters of a URL. */
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

/** The position of a payment on the page of the list from which it was opened. */
export interface InList {
  /** Path of the list at this payment's row. */
  back: string;
  previous: string | null;
  next: string | null;
  /** Position, from 1. */
  place: number;
  total: number;
}
