import {
  and,
  arrayContains,
  arrayOverlaps,
  eq,
  gt,
  gte,
  inArray,
  like,
  lt,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { type Cursor, type ListQuery, parseCursor, type Sort } from "#lib/list-query.ts";
import type { LookUpAnswer } from "#lib/look-up.ts";
import { parseSum } from "#lib/money.ts";
import type { SearchTerm } from "#lib/paste.ts";
import { FACETS, facetTerm, type Match, matchOf, NO_AMOUNT, NO_DATE } from "#lib/search-index.ts";
import { endOfDay, startOfDay } from "#lib/zone.ts";
import type { Database } from "./db/client.ts";
import { choices, observations, payments, people } from "./db/schema.ts";
import { toAnswer } from "./observations.ts";

/**
 * Reading everything seen. No question reads the whole table: what is common stands soon in the
 * order asked for, so a bounded piece of it is read first; what is rare is found by the index of
 * terms and words, and sorted then.
 */

/** A list's question, made out. */
export interface Listing {
  environment: string;
  /** The zone in which its days begin. */
  timeZone: string;
  query: ListQuery;
  /** Meanings of the searched text, any of which finds; null when nothing is searched. */
  search: readonly SearchTerm[] | null;
}

/** One payment of the list. */
export interface SeenPayment {
  id: number;
  /** Its place in the list's order. */
  cursor: Cursor;
  answer: LookUpAnswer;
  /** E-mail of who looked last. */
  lookedBy: string;
}

export interface Page {
  payments: readonly SeenPayment[];
  hasMore: boolean;
}

/** Rows of the order that are read in the hope that enough of them match. */
const PIECE = 2_000;

const SORT_COLUMN = {
  looked: payments.lookedAt,
  paid: payments.paidAt,
  amount: payments.amount,
} as const satisfies Record<Sort, PgColumn>;

/** One page in the list's order; `hasMore` tells whether it goes on in the direction asked for. */
export async function pageOf(db: Database, listing: Listing, size: number): Promise<Page> {
  const found = await idsOf(db, listing, size + 1);
  const ids = found.slice(0, size);
  const { place } = listing.query;
  const inOrder = place && "before" in place ? ids.reverse() : ids;
  return {
    payments: await paymentsOf(db, inOrder, listing.query.sort),
    hasMore: found.length > size,
  };
}

/** Ids of matching payments in the list's order, backwards for what stands before a place. */
export async function idsOf(db: Database, listing: Listing, most: number): Promise<number[]> {
  const { filters, isRare } = conditionsOf(listing);
  const piece = isRare ? null : await idsInPiece(db, listing, { filters, most });
  if (piece) return piece;
  const { column, direction, from } = orderOf(listing);
  const where = and(...filters, from);
  // "offset 0" keeps the planner from walking the whole order in search of what is rare.
  const matching = sql`(select ${payments.id} as id, ${column} as value from ${payments} where ${where} offset 0) as matching`;
  const rows = await db
    .select({ id: sql`id`.mapWith(Number) })
    .from(matching)
    .orderBy(sql`value ${direction}, id ${direction}`)
    .limit(most);
  return rows.map(({ id }) => id);
}

/** The ids, if the piece at this place of the order holds enough of them or is its end. */
async function idsInPiece(
  db: Database,
  listing: Listing,
  { filters, most }: { filters: readonly (SQL | undefined)[]; most: number },
): Promise<number[] | null> {
  const { column, direction, from, range } = orderOf(listing);
  const start = and(eq(payments.environment, listing.environment), range, from);
  // Under the table's own name, so that the same conditions read either.
  const piece = sql`(select * from ${payments} where ${start} order by ${column} ${direction}, ${payments.id} ${direction} limit ${PIECE}) as ${payments}`;
  const order = sql`order by ${column} ${direction}, ${payments.id} ${direction}`;
  const [row] = await db
    .select({
      ids: sql`array_agg(${payments.id} ${order}) filter (where ${and(...filters)})`.mapWith(
        (ids: readonly unknown[] | null) => (ids ?? []).map(Number),
      ),
      read: sql`count(*)`.mapWith(Number),
    })
    .from(piece);
  const ids: number[] = row?.ids ?? [];
  return ids.length >= most || (row?.read ?? 0) < PIECE ? ids.slice(0, most) : null;
}

/** How many match, counted no further than `most`. */
export async function countOf(
  db: Database,
  listing: Listing,
  most: number,
): Promise<{ count: number; isMore: boolean }> {
  const { filters } = conditionsOf(listing);
  const some = sql`(select 1 from ${payments} where ${and(...filters)} limit ${most + 1}) as found`;
  const [row] = await db.select({ count: sql`count(*)`.mapWith(Number) }).from(some);
  const count: number = row?.count ?? 0;
  return { count: Math.min(count, most), isMore: count > most };
}

/** These payments, in the order of their ids as given; those gone meanwhile are left out. */
export async function paymentsOf(
  db: Database,
  ids: readonly number[],
  sort: Sort,
): Promise<SeenPayment[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ payment: payments, observation: observations, lookedBy: people.email })
    .from(payments)
    .innerJoin(observations, eq(observations.id, payments.observationId))
    .innerJoin(people, eq(people.id, observations.askedBy))
    .where(inArray(payments.id, [...ids]));
  const seen = new Map(
    rows.map(({ payment, observation, lookedBy }) => [
      payment.id,
      {
        id: payment.id,
        cursor: { value: Number(payment[SORT_FIELD[sort]]), id: payment.id },
        answer: toAnswer(observation),
        lookedBy,
      },
    ]),
  );
  return ids.flatMap((id) => seen.get(id) ?? []);
}

/** Numbers of seen payments that begin or end like this, the newest look first. */
export async function numbersLike(
  db: Database,
  { environment, part }: { environment: string; part: string },
  most: number,
): Promise<string[]> {
  const rows = await db
    .select({ invoiceId: payments.invoiceId, lookedAt: payments.lookedAt })
    .from(payments)
    .where(
      and(
        eq(payments.environment, environment),
        or(
          matching(matchOf({ field: "invoice_end", value: part })),
          like(payments.invoiceId, `${escapeLike(part)}%`),
        ),
      ),
    )
    .limit(most * 10);
  const newest = rows.sort((a, b) => Number(b.lookedAt) - Number(a.lookedAt));
  return [...new Set(newest.map(({ invoiceId }) => invoiceId))].slice(0, most);
}

/** Seen payments whose numbers end like this one, as clerks often have the last digits right. */
export async function similarPayments(
  db: Database,
  { environment, invoiceId }: { environment: string; invoiceId: string },
  most: number,
): Promise<SeenPayment[]> {
  const match = matchOf({ field: "invoice_end", value: invoiceId.slice(-SIMILAR_LENGTH) });
  const rows = await db
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.environment, environment),
        matching(match),
        ne(payments.invoiceId, invoiceId),
      ),
    )
    .limit(most);
  return paymentsOf(
    db,
    rows.map(({ id }) => id),
    "looked",
  );
}
/** The bank wants numbers longer than this to differ in these last digits (platezhnaya-stranica). */
const SIMILAR_LENGTH = 6;

const SORT_FIELD = { looked: "lookedAt", paid: "paidAt", amount: "amount" } as const;

/** What there is to choose from in a filter: values that some payment has had. */
export async function choicesOf(
  db: Database,
  environment: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .select({ term: choices.term })
    .from(choices)
    .where(eq(choices.environment, environment))
    .limit(MOST_CHOICES);
  const values = rows.map(({ term }) => {
    const colon = term.indexOf(":");
    return { facet: term.slice(0, colon), value: term.slice(colon + 1) };
  });
  const byFacet = Map.groupBy(values, ({ facet }) => facet);
  return new Map([...byFacet].map(([facet, some]) => [facet, some.map(({ value }) => value)]));
}
const MOST_CHOICES = 2_000;

/** The order of a question, and where in it the page begins. */
function orderOf({ query, timeZone }: Listing): {
  column: PgColumn;
  direction: SQL;
  from: SQL | undefined;
  /** The filter on what is sorted by. */
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
  const stated = column === payments.amount ? value : new Date(value);
  const place = sql`(${sql.param(stated, column)}, ${id})`;
  return down
    ? sql`(${column}, ${payments.id}) < ${place}`
    : sql`(${column}, ${payments.id}) > ${place}`;
}

function conditionsOf(listing: Listing): {
  filters: readonly (SQL | undefined)[];
  /** Is it so narrow that the index of terms finds it at once? */
  isRare: boolean;
} {
  const { query, search, environment } = listing;
  const exact = search?.some(({ field }) => field !== "words") ?? false;
  const meanings = search?.map((term) => matching(matchOf(term)));
  return {
    filters: [
      eq(payments.environment, environment),
      ...Object.values(rangesOf(listing)),
      ...FACETS.map((facet) => {
        const values = query.facets[facet];
        return values && hasAny(values.map((value) => facetTerm(facet, value)));
      }),
      query.invoices.length > 0 ? hasAny(query.invoices.map((one) => `invoice:${one}`)) : undefined,
      meanings && (meanings.length > 0 ? or(...meanings) : sql`false`),
    ],
    isRare: exact || search?.length === 0 || query.invoices.length > 0,
  };
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

/** Hundredths, held within what the column can be compared with. */
function minorUnits(decimal: string): number {
  const exact = Number(parseSum(decimal)?.minorUnits ?? 0);
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(NO_AMOUNT, exact));
}

function hasAny(terms: readonly string[]): SQL {
  return arrayOverlaps(payments.terms, [...terms]);
}

function matching(match: Match): SQL | undefined {
  if (match.by === "words") return like(payments.words, `%${escapeLike(match.part)}%`);
  const has = arrayContains(payments.terms, [...match.terms]);
  return match.end === undefined
    ? has
    : and(has, like(payments.invoiceId, `%${escapeLike(match.end)}`));
}

/** Percent, underscore and backslash stand for themselves (PostgreSQL, LIKE). */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
