import {
  and,
  arrayContains,
  arrayOverlaps,
  eq,
  gt,
  gte,
  like,
  lt,
  lte,
  not,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { type Cursor, type ListQuery, parseCursor, type Sort } from "#lib/list/query.ts";
import {
  FACETS,
  facetTerm,
  type Match,
  matchOf,
  NO_AMOUNT,
  NO_DATE,
} from "#lib/list/search-index.ts";
import { parseSum } from "#lib/money/money.ts";
import type { SearchTerm } from "#lib/paste/search-term.ts";
import { payments } from "#lib/server/db/schema/payments.ts";
import { endOfDay, startOfDay } from "#lib/time/zone.ts";

/** Makes the conditions and the order of the SQL statements from a query of the list. */

/** A parsed query of the list. */
export interface Listing {
  environment: string;
  /** IANA time zone in which days begin. */
  timeZone: string;
  query: ListQuery;
  /** Readings of the searched text, any of which may match; null without a search. */
  search: readonly SearchTerm[] | null;
  /** In which words is searched: all; the public ones and, from its beginning, the name; the public ones. */
  words: "all" | "names" | "public";
  /** Search terms of blocked payers: a search by personal data must not find their payments. */
  blockedPayers: ReadonlySet<string>;
}

/** The column of each sort order. */
export const SORT_COLUMN = {
  looked: payments.lookedAt,
  paid: payments.paidAt,
  amount: payments.amount,
} as const satisfies Record<Sort, PgColumn>;

/** The sort order of a query and the position at which its page begins. */
export function orderOf({ query, timeZone }: Listing): {
  column: PgColumn;
  direction: SQL;
  from: SQL | undefined;
  /** The filter on the sort column. */
  range: SQL | undefined;
} {
  const { sort, descending, place } = query;
  const column = SORT_COLUMN[sort];
  const backward = place !== null && "before" in place;
  const down = descending !== backward;
  const cursor = place && parseCursor("before" in place ? place.before : place.after);
  return {
    column,
    direction: down ? sql`desc` : sql`asc`,
    from: cursor ? beyond(column, cursor, down) : undefined,
    range: rangesOf({ query, timeZone })[sort],
  };
}

function beyond(column: PgColumn, { value, id }: Cursor, down: boolean): SQL {
  const stated = column === payments.amount ? value : momentOf(value);
  const place = sql`(${sql.param(stated, column)}, ${id})`;
  return down
    ? sql`(${column}, ${payments.id}) < ${place}`
    : sql`(${column}, ${payments.id}) > ${place}`;
}

/** No payment was made before or after; PostgreSQL takes no moment far outside. */
const EARLIEST = Date.parse("0001-01-01T00:00:00Z");
const LATEST = Date.parse("9999-12-31T00:00:00Z");

function momentOf(milliseconds: number): Date {
  return new Date(Math.min(Math.max(milliseconds, EARLIEST), LATEST));
}

/** The conditions that each payment of the list meets. */
export function filtersOf(listing: Listing): SQL | undefined {
  const { query, search, environment } = listing;
  const meanings = search?.map((term) =>
    PERSONAL_SEARCHES.has(term.field)
      ? and(matching(matchOf(term), listing), notOf(listing.blockedPayers))
      : matching(matchOf(term), listing),
  );
  return and(
    eq(payments.environment, environment),
    ...Object.values(rangesOf(listing)),
    ...FACETS.map((facet) => {
      const values = query.facets[facet];
      return values && hasAny(values.map((value) => facetTerm(facet, value)));
    }),
    query.invoices.length > 0 ? hasAny(query.invoices.map((one) => `invoice:${one}`)) : undefined,
    meanings && (meanings.length > 0 ? or(...meanings) : sql`false`),
  );
}

/** Readings of a search that name a payer, or may. */
export const PERSONAL_SEARCHES: ReadonlySet<SearchTerm["field"]> = new Set([
  "email",
  "phone",
  "words",
]);

function notOf(payers: ReadonlySet<string>): SQL | undefined {
  return payers.size === 0 ? undefined : not(hasAny([...payers]));
}

function rangesOf({
  query,
  timeZone,
}: Pick<Listing, "query" | "timeZone">): Record<Sort, SQL | undefined> {
  const days = (column: PgColumn, { from, to }: ListQuery["paid"]) =>
    and(
      from ? gte(column, startOfDay(from, timeZone)) : undefined,
      to ? lt(column, endOfDay(to, timeZone)) : undefined,
    );
  const { min, max } = query.amount;
  return {
    looked: days(payments.lookedAt, query.looked),
    paid: and(
      days(payments.paidAt, query.paid),
      query.paid.to ? gt(payments.paidAt, NO_DATE) : undefined,
    ),
    amount: and(
      min ? gte(payments.amount, minorUnits(min)) : undefined,
      max ? lte(payments.amount, minorUnits(max)) : undefined,
      min || max ? gt(payments.amount, NO_AMOUNT) : undefined,
    ),
  };
}

/** Hundredths, limited to the range that the column can be compared with. */
function minorUnits(decimal: string): number {
  const exact = Number(parseSum(decimal)?.minorUnits ?? 0);
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(NO_AMOUNT, exact));
}

function hasAny(terms: readonly string[]): SQL {
  return arrayOverlaps(payments.terms, [...terms]);
}

/** The condition for payments that match a search term. */
export function matching(match: Match, { words }: Pick<Listing, "words">): SQL | undefined {
  if (match.by === "words") {
    if (words === "all") return contains(payments.wordsPersonal, match.part);
    const names = words === "names" ? match.names : [];
    const ofName = names.map((one) => contains(payments.wordsPersonal, one));
    const inPublic = contains(payments.wordsPublic, match.part);
    return ofName.length === 0 ? inPublic : or(inPublic, and(...ofName));
  }
  const has = arrayContains(payments.terms, [...match.terms]);
  return match.end === undefined
    ? has
    : and(has, like(payments.invoiceId, `%${escapeLike(match.end)}`));
}

function contains(column: PgColumn, part: string): SQL {
  return like(column, `%${escapeLike(part)}%`);
}

/** Escapes the wildcards of LIKE: percent, underscore and the escape character itself. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
