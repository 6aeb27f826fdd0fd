import { and, eq, inArray, like, ne, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Cursor, Sort } from "#lib/list/query.ts";
import { matchOf } from "#lib/list/search-index.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Database } from "#lib/server/db/client.ts";
import { choices, observations, payments } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { toAnswer } from "#lib/server/observations/observations.ts";
import {
  type Conditions,
  conditionsOf,
  escapeLike,
  type Listing,
  matching,
  orderOf,
  SORT_COLUMN,
} from "./where.ts";

/**
 * Reading everything seen. No question reads the whole table: what is common stands soon in the
 * order asked for, so a bounded piece of it is walked until there is enough; what is rare is found by
 * the index of terms and words, and sorted then. `npm run bench:seen` holds it to that.
 */

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
const PIECE = 10_000;
/** For each match to be counted, rows of the order that are read in the hope of finding it. */
const PIECE_FOR_ONE = 5;

/**
 * From so many matches on another way is tried first. Of a part of a word the guess is coarse, as
 * the database remembers a hundred texts: of a million, one of them that matches stands for 10,000.
 */
const COMMON = {
  /** It is quicker to walk in order than to fetch them all and sort them. */
  toList: { terms: 5_000, words: 13_000 },
  /** Even gathering their places from the index takes long. */
  toCount: { terms: 100_000, words: 100_000 },
} as const;

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
  const conditions = conditionsOf(listing);
  if (most < PIECE && (await isCommon(db, conditions, COMMON.toList))) {
    const ids = await idsInPiece(db, listing, most);
    if (ids.length === most) return ids;
  }
  const { column, direction, from } = orderOf(listing);
  const where = and(...conditions.filters, from);
  // "offset 0" keeps the planner from walking the whole order in search of what is rare.
  const matching = sql`(select ${payments.id} as id, ${column} as value from ${payments} where ${where} offset 0) as matching`;
  const rows = await db
    .select({ id: sql`id`.mapWith(Number) })
    .from(matching)
    .orderBy(sql`value ${direction}, id ${direction}`)
    .limit(most);
  return rows.map(({ id }) => id);
}

/** Those of the next piece of the order that match, read until there are enough. */
export async function idsInPiece(db: Database, listing: Listing, most: number): Promise<number[]> {
  const { column, direction } = orderOf(listing);
  const rows = await db
    .select({ id: sql`${payments.id}`.mapWith(Number) })
    .from(pieceOf(listing, PIECE))
    .where(and(...conditionsOf(listing).filters))
    .orderBy(sql`${column} ${direction}, ${payments.id} ${direction}`)
    .limit(most);
  return rows.map(({ id }): number => id);
}

/** How many match, counted no further than `most`. */
export async function countOf(
  db: Database,
  listing: Listing,
  most: number,
): Promise<{ count: number; isMore: boolean }> {
  const conditions = conditionsOf(listing);
  const where = and(...conditions.filters);
  const isMore = { count: most, isMore: true };
  if (await isCommon(db, conditions, COMMON.toCount)) {
    const piece = pieceOf(
      { ...listing, query: { ...listing.query, place: null } },
      PIECE_FOR_ONE * most,
    );
    const found = sql`(select 1 from ${piece} where ${where} limit ${most + 1}) as found`;
    if ((await countIn(db, found)) > most) return isMore;
  }
  // Made as if all were wanted, by the index, and then read no further than needed: told of the
  // limit, the planner would look for the few through the table itself.
  const found = sql`(with found as materialized (select 1 from ${payments} where ${where}) select 1 from found limit ${most + 1}) as found`;
  const count = await countIn(db, found);
  return count > most ? isMore : { count, isMore: false };
}

async function countIn(db: Database, rows: SQL): Promise<number> {
  const [row] = await db.select({ count: sql`count(*)`.mapWith(Number) }).from(rows);
  return Number(row?.count ?? 0);
}

/** The next rows in the list's order, under the table's own name, so that conditions read either. */
function pieceOf(listing: Listing, length: number): SQL {
  const { column, direction, from, range } = orderOf(listing);
  const start = and(eq(payments.environment, listing.environment), range, from);
  return sql`(select * from ${payments} where ${start} order by ${column} ${direction}, ${payments.id} ${direction} limit ${length}) as ${payments}`;
}

const planSchema = z.tuple([z.object({ Plan: z.object({ "Plan Rows": z.number() }) })]);

/**
 * Do more than so many match? By the database's own guess, which reads no rows: right or wrong, it
 * only decides which way is tried first.
 */
async function isCommon(
  db: Database,
  { filters, isRare, isOpen, by }: Conditions,
  many: Record<Conditions["by"], number>,
): Promise<boolean> {
  if (isRare || isOpen) return isOpen;
  const where = and(...filters);
  const { rows } = explainedSchema.parse(
    await db.execute(sql`explain (format json) select 1 from ${payments} where ${where}`),
  );
  return rows[0]["QUERY PLAN"][0].Plan["Plan Rows"] > many[by];
}
const explainedSchema = z.object({ rows: z.tuple([z.object({ "QUERY PLAN": planSchema })]) });

/** The invoice numbers of these payments, in any order. */
export async function invoicesOf(db: Database, ids: readonly number[]): Promise<string[]> {
  const rows = await db
    .select({ invoiceId: payments.invoiceId })
    .from(payments)
    .where(inArray(payments.id, [...ids]));
  return rows.map(({ invoiceId }) => invoiceId);
}

/** These payments, in the order of their ids as given; those gone meanwhile are left out. */
export async function paymentsOf(
  db: Database,
  ids: readonly number[],
  sort: Sort,
): Promise<SeenPayment[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: payments.id,
      value: SORT_COLUMN[sort],
      observation: observations,
      lookedBy: people.email,
    })
    .from(payments)
    .innerJoin(observations, eq(observations.id, payments.observationId))
    .innerJoin(people, eq(people.id, observations.askedBy))
    .where(inArray(payments.id, [...ids]));
  const seen = new Map(
    rows.map(({ id, value, observation, lookedBy }) => [
      id,
      { id, cursor: { value: Number(value), id }, answer: toAnswer(observation), lookedBy },
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
  const columns = { invoiceId: payments.invoiceId, lookedAt: payments.lookedAt };
  const here = eq(payments.environment, environment);
  // Each by its own index and no further than needed: a few digits begin very many numbers.
  const ending = db
    .select(columns)
    .from(payments)
    .where(and(here, matching(matchOf({ field: "invoice_end", value: part }))))
    .limit(most * 10);
  const beginning = db
    .select(columns)
    .from(payments)
    .where(and(here, like(payments.invoiceId, `${escapeLike(part)}%`)))
    .orderBy(sql`${payments.invoiceId} using ~>~`)
    .limit(most * 10);
  const rows = await unionAll(ending, beginning);
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
