import { and, eq, or, sql, type WithSubquery } from "drizzle-orm";
import { indexOf } from "#lib/list/search-index.ts";
import type { Database } from "#lib/server/db/client.ts";
import { choices, payments } from "#lib/server/db/schema/payments.ts";
import { type Observation, observationsAfter } from "./observations.ts";

/**
 * Writes the payment index (table `payments`) and the choices that filters offer.
 * `payment-list/queries.ts` reads both.
 */

/** Terms that filters offer as choices. */
const CHOICE = /^(?:currency|brand|issuer|country):/;

/**
 * Indexes observed payments. A later observation of an attempt replaces the older one, and one with
 * the bank's id replaces one without it. Faults are not indexed.
 */
export async function indexPayments(db: Database, added: readonly Observation[]): Promise<void> {
  const rows = newestByAttempt(added.filter(({ answer }) => answer.class !== "no_answer"));
  if (rows.length === 0) return;
  await db
    .with(...withoutUnidentified(db, rows), ...withChoices(db, rows))
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
      // A time that is still to come was a clock's that ran ahead, and is older than any other.
      setWhere: sql`${payments.lookedAt} < excluded.looked_at
        or ${payments.lookedAt} > now() + interval '1 minute'`,
    });
}

/** Observations per statement. */
const BATCH = 500;

/**
 * Indexes observations that are older than the index, in one transaction; does nothing if the index
 * is not empty. Returns the number of observations.
 */
export async function indexExistingObservations(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    const [indexed] = await tx.select({ id: payments.id }).from(payments).limit(1);
    if (indexed) return 0;
    let count = 0;
    for (let after: number | null = 0; after !== null; ) {
      const { some, last } = await observationsAfter(tx, after, BATCH);
      await indexPayments(tx, some);
      count += some.length;
      after = last;
    }
    return count;
  });
}

type Row = typeof payments.$inferInsert;

/**
 * The newest row of each attempt, as one statement may update a row only once. All writers sort by
 * the same key, so that two transactions never deadlock.
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

/** Deletes the rows without a bank's id for which there is now a row with one. */
function withoutUnidentified(db: Database, rows: readonly Row[]): WithSubquery[] {
  const identified = rows.filter(({ bankId }) => bankId !== "");
  if (identified.length === 0) return [];
  const unidentified = identified.map(({ environment, terminal, service, invoiceId }) =>
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
    .where(or(...unidentified))
    .returning({ id: payments.id });
  return [db.$with("deleted").as(deleted)];
}

/** Inserts the rows' terms as choices of filters, sorted for the same reason as the rows. */
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
