import { and, eq, or, sql, type WithSubquery } from "drizzle-orm";
import { indexOf } from "#lib/list/search-index.ts";
import type { Database } from "#lib/server/db/client.ts";
import { choices, payments } from "#lib/server/db/schema/payments.ts";
import { type Observation, observationsAfter } from "./observations.ts";

/**
 * Writes the payments table, the index of everything seen, and the choices that filters offer.
 * `payment-list/queries.ts` reads both.
 */

/** Terms that people choose from in a filter. */
const CHOICE = /^(?:currency|brand|issuer|country):/;

/**
 * Indexes observed payments. A newer observation of an attempt replaces the older one; one that names
 * the attempt replaces one that does not. An answer from which nothing was learned is no payment.
 */
export async function indexPayments(db: Database, added: readonly Observation[]): Promise<void> {
  const rows = newestByAttempt(added.filter(({ answer }) => answer.class !== "no_answer"));
  if (rows.length === 0) return;
  await db
    .with(...withoutNameless(db, rows), ...withChoices(db, rows))
    .insert(payments)
    .values(rows)
    .onConflictDoUpdate({
      target: [
        payments.invoiceId,
        payments.environment,
        payments.terminal,
        payments.service,
        payments.bankId,
      ],
      set: {
        observationId: sql`excluded.observation_id`,
        lookedAt: sql`excluded.looked_at`,
        paidAt: sql`excluded.paid_at`,
        amount: sql`excluded.amount`,
        terms: sql`excluded.terms`,
        words: sql`excluded.words`,
      },
      setWhere: sql`${payments.lookedAt} < excluded.looked_at`,
    });
}

/** Observations indexed by one statement. */
const BATCH = 500;

/**
 * Indexes observations that are older than the index, all or nothing; does nothing where the index
 * holds anything. Gives how many observations that were.
 */
export async function indexExistingObservations(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    const [indexed] = await tx.select({ id: payments.id }).from(payments).limit(1);
    if (indexed) return 0;
    let count = 0;
    for (let after = ""; ; ) {
      const some = await observationsAfter(tx, after, BATCH);
      const last = some.at(-1);
      if (!last) return count;
      await indexPayments(tx, some);
      count += some.length;
      after = last.answer.observationId;
    }
  });
}

type Row = typeof payments.$inferInsert;

/**
 * One row an attempt, as one statement may touch a row once only; in one order for every writer, so
 * that two transactions never wait for each other's rows.
 */
function newestByAttempt(added: readonly Observation[]): Row[] {
  const rows = new Map<string, Row & { lookedAt: Date }>();
  for (const { answer, environment, askedBy } of added) {
    const { terminal, service, invoiceId, observationId } = answer;
    const bankId = answer.payment?.bankId ?? "";
    const row = {
      environment,
      terminal,
      service,
      invoiceId,
      bankId,
      observationId,
      lookedAt: new Date(answer.checkedAt),
      ...indexOf(answer, askedBy),
    };
    const key = JSON.stringify([environment, terminal, service, invoiceId, bankId]);
    const earlier = rows.get(key);
    if (!earlier || earlier.lookedAt < row.lookedAt) rows.set(key, row);
  }
  return sortedByKey(rows);
}

/** Deletes rows that stood for an attempt without a name, now that the bank has named one. */
function withoutNameless(db: Database, rows: readonly Row[]): WithSubquery[] {
  const named = rows.filter(({ bankId }) => bankId !== "");
  if (named.length === 0) return [];
  const nameless = named.map(({ environment, terminal, service, invoiceId }) =>
    and(
      eq(payments.invoiceId, invoiceId),
      eq(payments.environment, environment),
      eq(payments.terminal, terminal),
      eq(payments.service, service),
      eq(payments.bankId, ""),
    ),
  );
  const deleted = db
    .delete(payments)
    .where(or(...nameless))
    .returning({ id: payments.id });
  return [db.$with("deleted").as(deleted)];
}

/** Offers the rows' terms in filters; sorted, for the same reason as the rows. */
function withChoices(db: Database, rows: readonly Row[]): WithSubquery[] {
  const offered = new Map(
    rows.flatMap(({ environment, terms }) =>
      terms
        .filter((term) => CHOICE.test(term))
        .map((term): [string, { environment: string; term: string }] => [
          `${environment} ${term}`,
          { environment, term },
        ]),
    ),
  );
  if (offered.size === 0) return [];
  const inserted = db
    .insert(choices)
    .values(sortedByKey(offered))
    .onConflictDoNothing()
    .returning({ term: choices.term });
  return [db.$with("inserted").as(inserted)];
}

function sortedByKey<Value>(byKey: ReadonlyMap<string, Value>): Value[] {
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
