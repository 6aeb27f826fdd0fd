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

/** Reading everything seen. Which index answers a question is chosen in `plan.ts`. */

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
