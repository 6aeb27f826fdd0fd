import { and, eq, inArray, like, ne, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Cursor, Sort } from "#lib/list/query.ts";
import { matchOf } from "#lib/list/search-index.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Database } from "#lib/server/db/client.ts";
import { choices, observations, payments } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { toAnswer } from "#lib/server/observations/observations.ts";
import { idsOf } from "./plan.ts";
import { escapeLike, type Listing, matching, SORT_COLUMN } from "./where.ts";

/** The SQL of the list. `plan.ts` chooses the index that answers a query, `where.ts` makes its conditions. */

/** One payment of the list. */
export interface ListedPayment {
  id: number;
  /** Its position in the sort order. */
  cursor: Cursor;
  answer: LookUpAnswer;
  /** E-mail address of the person who looked it up last. */
  lookedBy: string;
}

/** One page of the list. */
export interface Page {
  /** In the sort order. */
  payments: readonly ListedPayment[];
  /** Whether more payments follow in the direction of the query. */
  hasMore: boolean;
}

/** Reads one page of at most `size` payments. */
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

/** The invoice numbers of these payments, in any order. */
export async function invoicesOf(db: Database, ids: readonly number[]): Promise<string[]> {
  const rows = await db
    .select({ invoiceId: payments.invoiceId })
    .from(payments)
    .where(inArray(payments.id, [...ids]));
  return rows.map(({ invoiceId }) => invoiceId);
}

/** These payments, in the order of the given ids, without those that were deleted meanwhile. */
export async function paymentsOf(
  db: Database,
  ids: readonly number[],
  sort: Sort,
): Promise<ListedPayment[]> {
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
  const byId = new Map(
    rows.map(({ id, value, observation, lookedBy }) => [
      id,
      { id, cursor: { value: Number(value), id }, answer: toAnswer(observation), lookedBy },
    ]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Invoice numbers that begin or end with `part`, at most `most`, the latest look-up first. */
export async function numbersLike(
  db: Database,
  { environment, part }: { environment: string; part: string },
  most: number,
): Promise<string[]> {
  const columns = { invoiceId: payments.invoiceId, lookedAt: payments.lookedAt };
  const here = eq(payments.environment, environment);
  // Two statements, as each uses its own index, both limited: very many numbers begin with a few digits.
  const ending = db
    .select(columns)
    .from(payments)
    .where(and(here, matching(matchOf({ field: "invoice_end", value: part }), NO_WORDS)))
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

/** These searches are by number, not by words. */
const NO_WORDS = { words: "public" } as const;

/** Payments in the history whose numbers end like this one: clerks often have the last digits right. */
export async function similarPayments(
  db: Database,
  { environment, invoiceId }: { environment: string; invoiceId: string },
  most: number,
): Promise<ListedPayment[]> {
  const match = matchOf({ field: "invoice_end", value: invoiceId.slice(-SIMILAR_LENGTH) });
  const rows = await db
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.environment, environment),
        matching(match, NO_WORDS),
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
/** The bank requires longer numbers to differ in these last digits (its page platezhnaya-stranica). */
const SIMILAR_LENGTH = 6;

/** The choices of each filter: every value that some payment has had, by facet. */
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
