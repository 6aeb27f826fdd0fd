import { sql } from "drizzle-orm";
import { indexable, indexOf } from "#lib/list/search-index.ts";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { choices, payments } from "#lib/server/db/schema/payments.ts";
import { insertOfRows, rowsAsJson, statement } from "#lib/server/db/statement.ts";
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
  await indexing(db, {
    rows: rowsAsJson(payments, rows),
    identified: JSON.stringify(rows.filter(({ bankId }) => bankId !== "").map(subjectOf)),
    choices: rowsAsJson(choices, offeredBy(rows)),
  });
}

/**
 * Deletes the rows without a bank's id for which there is now a row with one, adds the choices and writes the
 * rows. A time that is still to come was a clock's that ran ahead, and is older than any other.
 */
const indexing = statement(
  "index_payments",
  sql`with deleted as (
      delete from payments using json_to_recordset(${sql.placeholder("identified")}::json)
          as identified (invoice_id text, environment text, terminal text, service text)
        where payments.bank_id = ''
          and payments.invoice_id = identified.invoice_id
          and payments.environment = identified.environment
          and payments.terminal = identified.terminal
          and payments.service = identified.service
    ), added as (
      ${insertOfRows(choices, "choices")} on conflict do nothing
    )
    ${insertOfRows(payments, "rows")}
    on conflict (invoice_id, environment, terminal, service, bank_id) do update set
      observation_id = excluded.observation_id,
      looked_at = excluded.looked_at,
      paid_at = excluded.paid_at,
      amount = excluded.amount,
      terms = excluded.terms,
      words_public = excluded.words_public,
      words_personal = excluded.words_personal
    where payments.looked_at < excluded.looked_at
      or payments.looked_at > now() + interval '1 minute'`,
);

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
    const bankId = indexable(answer.payment?.bankId ?? "");
    const row = {
      environment,
      terminal,
      service,
      invoiceId,
      bankId,
      observationId,
      lookedAt: new Date(answer.checkedAt),
      ...indexOf(answer, { lookedBy: askedBy, harmlessKeys: settings().harmlessDataKeys }),
    };
    const key = JSON.stringify([environment, terminal, service, invoiceId, bankId]);
    const earlier = rows.get(key);
    if (!earlier || earlier.lookedAt < row.lookedAt) rows.set(key, row);
  }
  return sortedByKey(rows);
}

function subjectOf({ invoiceId, environment, terminal, service }: Row) {
  return { invoice_id: invoiceId, environment, terminal, service };
}

/** The rows' terms that are choices of filters, sorted for the same reason as the rows. */
function offeredBy(rows: readonly Row[]): (typeof choices.$inferInsert)[] {
  const offered = rows.flatMap(({ environment, terms }) =>
    terms
      .filter((term) => CHOICE.test(term))
      .map((term) => [`${environment} ${term}`, { environment, term }] as const),
  );
  return sortedByKey(new Map(offered));
}

function sortedByKey<Value>(byKey: ReadonlyMap<string, Value>): Value[] {
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
