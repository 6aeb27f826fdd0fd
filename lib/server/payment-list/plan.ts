import { and, eq, type SQL, sql } from "drizzle-orm";
import { type Cursor, cursorText, isFiltered, NO_FILTERS } from "#lib/list/query.ts";
import type { Database } from "#lib/server/db/client.ts";
import { payments } from "#lib/server/db/schema/payments.ts";
import { filtersOf, type Listing, orderOf } from "./where.ts";

/**
 * Chooses the index that answers a query of the list.
 *
 * The planner assumes that matching rows are spread evenly over the sort order, and it trusts counts
 * of values that may be old. Both estimates can be wrong by a factor of thousands, so the plan is
 * chosen here, from the query alone. Frequent values appear early in the sort order, so a bounded
 * window of it is scanned through the keyset index first. If the window does not fill the page, the
 * values are rare: the index of terms and words finds all matching rows, which are then sorted.
 * `npm run bench:list` measures this.
 */

/**
 * Rows of the sort order that are scanned before the selective index is used. Of a million payments,
 * 5,000 take some 10 ms. A page of 50 fills from them if a hundredth of the payments matches; with
 * fewer matches the selective index gives at most 10,000 rows, which take some 20 ms.
 */
const WINDOW = 5_000;

/**
 * `order`: only the sort column is filtered, so the keyset index is enough.
 * `selective`: numbers and codes that few payments share.
 * `window`: anything else, which may be frequent or rare.
 */
type Plan = "order" | "selective" | "window";

function planOf({ query, search }: Listing): Plan {
  const isOpen = !isFiltered({ ...query, [query.sort]: NO_FILTERS[query.sort] });
  if (isOpen && search === null) return "order";
  // Very many payments can have the same amount or word.
  const isExact = search?.every(({ field }) => field !== "words" && field !== "amount") ?? false;
  return isExact || query.invoices.length > 0 ? "selective" : "window";
}

/**
 * Ids of at most `most` matching payments in the sort order; in reverse order for a page before a
 * cursor. The length of the window changes the time that this takes, never the result.
 */
export async function idsOf(
  db: Database,
  listing: Listing,
  most: number,
  window = WINDOW,
): Promise<number[]> {
  const plan = planOf(listing);
  if (plan === "order") return firstOf(db, listing, { rows: windowOf(listing, most), most });
  if (plan === "window" && most < window) {
    const ids = await firstOf(db, listing, { rows: windowOf(listing, window), most });
    if (ids.length === most) return ids;
  }
  // "offset 0" hides the limit from the planner, which would otherwise scan the sort order and expect
  // to find enough rows soon.
  return firstOf(db, listing, { rows: sql`(${selectedOf(listing)} offset 0) as matching`, most });
}

/** The number of matching payments, counted up to `most`. `window` is as for `idsOf`. */
export async function countOf(
  db: Database,
  listing: Listing,
  most: number,
  window = WINDOW,
): Promise<{ count: number; isMore: boolean }> {
  const { ids, isMore } = await matchesOf(db, wholeOf(listing), most, window);
  return { count: ids.length, isMore };
}

/** The ids of all matching payments in no order, or of `most` of them and that there are more. */
export async function allOf(
  db: Database,
  listing: Listing,
  most: number,
): Promise<{ ids: readonly number[]; isMore: boolean }> {
  return matchesOf(db, wholeOf(listing), most, WINDOW);
}

/** The number of matching payments before a row of the list, counted up to `most`. */
export async function countBefore(
  db: Database,
  listing: Listing,
  row: Cursor,
  most: number,
): Promise<{ count: number; isMore: boolean }> {
  const place = { before: cursorText(row) };
  const earlier = { ...listing, query: { ...listing.query, place } };
  const { ids, isMore } = await matchesOf(db, earlier, most, WINDOW);
  return { count: ids.length, isMore };
}

function wholeOf(listing: Listing): Listing {
  return { ...listing, query: { ...listing.query, place: null } };
}

async function matchesOf(
  db: Database,
  listing: Listing,
  most: number,
  window: number,
): Promise<{ ids: number[]; isMore: boolean }> {
  const plan = planOf(listing);
  const found = async (rows: SQL) => {
    const ids = await someOf(db, rows, most + 1);
    return { ids: ids.slice(0, most), isMore: ids.length > most };
  };
  if (plan === "order") return found(windowOf(listing, most + 1));
  if (plan === "window" && most < window) {
    const inWindow = await found(windowOf(listing, window));
    if (inWindow.isMore) return inWindow;
  }
  // "materialized" hides the limit, too: the planner would otherwise scan the table.
  return found(
    sql`(with selected as materialized (${selectedOf(listing)}) select * from selected) as matching`,
  );
}

/**
 * The matching rows among the next `length` rows of the sort order. The subquery has the table's own
 * name, so that the same filters apply to both.
 */
function windowOf(listing: Listing, length: number): SQL {
  const { column, direction, from, range } = orderOf(listing);
  const start = and(eq(payments.environment, listing.environment), range, from);
  const window = sql`select * from ${payments} where ${start}
    order by ${column} ${direction}, ${payments.id} ${direction} limit ${length}`;
  return sql`(select ${payments.id} as id, ${column} as value from (${window}) as ${payments}
    where ${filtersOf(listing)}) as matching`;
}

/** All matching rows, unsorted. */
function selectedOf(listing: Listing): SQL {
  const { column, from } = orderOf(listing);
  return sql`select ${payments.id} as id, ${column} as value from ${payments}
    where ${and(filtersOf(listing), from)}`;
}

async function firstOf(
  db: Database,
  listing: Listing,
  { rows, most }: { rows: SQL; most: number },
): Promise<number[]> {
  const { direction } = orderOf(listing);
  const found = await db
    .select({ id: sql`id`.mapWith(Number) })
    .from(rows)
    .orderBy(sql`value ${direction}, id ${direction}`)
    .limit(most);
  return found.map(({ id }): number => id);
}

async function someOf(db: Database, rows: SQL, most: number): Promise<number[]> {
  const found = await db
    .select({ id: sql`id`.mapWith(Number) })
    .from(rows)
    .limit(most);
  return found.map(({ id }): number => id);
}
