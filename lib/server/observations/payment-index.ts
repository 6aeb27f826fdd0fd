import { and, eq, or, sql, type WithSubquery } from "drizzle-orm";
import { indexOf } from "#lib/list/search-index.ts";
import type { Database } from "#lib/server/db/client.ts";
import { choices, payments } from "#lib/server/db/schema/payments.ts";
import { type Kept, observationsAfter } from "./observations.ts";

/** The one file that writes the table of everything seen. What is read of it: `seen-list.ts`. */

/** Terms that people choose from in a filter. */
const CHOSEN = /^(?:currency|brand|issuer|country):/;

/**
 * The entry of answers into the list, to be carried out by the statement that keeps them. An attempt
 * already there gives way to a newer look; an answer that names no attempt gives way to one that
 * does. Answers from which nothing was learned are no payments.
 */
export function enteringPayments(db: Database, kept: readonly Kept[]): WithSubquery[] {
  const rows = newestByAttempt(kept.filter(({ answer }) => answer.class !== "no_answer"));
  if (rows.length === 0) return [];
  const entered = db
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
    })
    .returning({ id: payments.id });
  return [db.$with("entered").as(entered), ...leaving(db, rows), ...offering(db, rows)];
}

/** Observations in one statement while old ones are entered. */
const BATCH = 500;

/**
 * Enters what was seen before there was a list, all or nothing, once: where the list has anything,
 * nothing is done. Gives how many observations that were.
 */
export async function enterOldObservations(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    const [entered] = await tx.select({ id: payments.id }).from(payments).limit(1);
    if (entered) return 0;
    let count = 0;
    for (let after = ""; ; ) {
      const kept = await observationsAfter(tx, after, BATCH);
      const last = kept.at(-1);
      if (!last) return count;
      const [first, ...others] = enteringPayments(tx, kept);
      if (first) {
        await tx
          .with(first, ...others)
          .select({ done: sql`1` })
          .from(sql`(select 1) as done`);
      }
      count += kept.length;
      after = last.answer.observationId;
    }
  });
}

type Row = typeof payments.$inferInsert;

/** One row an attempt, as one statement may touch a row once only. */
function newestByAttempt(kept: readonly Kept[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { answer, environment, askedBy } of kept) {
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
  return [...rows.values()];
}

/** Removes what stood for an attempt without a name, now that the bank has named one. */
function leaving(db: Database, rows: readonly Row[]): WithSubquery[] {
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
  return [
    db.$with("left").as(
      db
        .delete(payments)
        .where(or(...nameless))
        .returning({ id: payments.id }),
    ),
  ];
}

function offering(db: Database, rows: readonly Row[]): WithSubquery[] {
  const offered = new Map(
    rows.flatMap(({ environment, terms }) =>
      terms
        .filter((term) => CHOSEN.test(term))
        .map((term): [string, { environment: string; term: string }] => [
          `${environment} ${term}`,
          { environment, term },
        ]),
    ),
  );
  if (offered.size === 0) return [];
  return [
    db.$with("offered").as(
      db
        .insert(choices)
        .values([...offered.values()])
        .onConflictDoNothing()
        .returning({ term: choices.term }),
    ),
  ];
}
