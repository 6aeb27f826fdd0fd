import { and, asc, desc, eq, gt, gte, inArray, lt, ne, sql } from "drizzle-orm";
import type { PastLookUp } from "#lib/payment/facts/timeline.ts";
import { type LookUpAnswer, lookUpAnswerSchema, type Service } from "#lib/payment/look-up.ts";
import { faultSchema } from "#lib/payment/payment.ts";
import type { Database } from "#lib/server/db/client.ts";
import { observations } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { insertOfRows, rowsAsJson, statement } from "#lib/server/db/statement.ts";

/** The only file that writes observations: what the bank answered, when, and to whom. */

export interface Subject {
  environment: string;
  /** Alias, or null for any. */
  terminal: string | null;
  service: Service;
  invoiceId: string;
}

/** One answer of the bank, and who asked for it. */
export interface Observation {
  answer: LookUpAnswer;
  environment: string;
  /** Id of the person. */
  askedBy: string;
  /** The timer of an open page asked, not a click. */
  byTimer: boolean;
}

const insertion = statement(
  "insert_observations",
  sql`${insertOfRows(observations, "rows")} on conflict (id) do nothing`,
);

/** Inserts observations; an existing one (of a shared bank call) is kept unchanged. */
export async function insertObservations(
  db: Database,
  added: readonly Observation[],
): Promise<void> {
  const rows = added.map(({ answer, environment, askedBy, byTimer }) => {
    const { observationId, invoiceId, terminal, service, checkedAt, bankMilliseconds, ...said } =
      answer;
    return {
      id: observationId,
      environment,
      terminal,
      service,
      invoiceId,
      askedBy,
      byTimer,
      checkedAt: new Date(checkedAt),
      bankMilliseconds,
      kind: said.kind,
      class: said.class,
      answer: said,
    };
  });
  await insertion(db, { rows: rowsAsJson(observations, rows) });
}

/** The observation that was stored last and is not a fault, or null. */
export async function lastObservation(
  db: Database,
  subject: Subject,
): Promise<LookUpAnswer | null> {
  const [row] = await db
    .select()
    .from(observations)
    .where(and(isAbout(subject), ne(observations.class, "no_answer")))
    .orderBy(desc(observations.number))
    .limit(1);
  return row ? toAnswer(row) : null;
}

/** The answers with these ids, without those that were deleted meanwhile. */
export async function answersById(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, LookUpAnswer>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(observations)
    .where(inArray(observations.id, [...ids]));
  return new Map(rows.map((row) => [row.id, toAnswer(row)]));
}

/** What a question to the bank came to, and how long the bank took. */
export type Attempt = Pick<LookUpAnswer, "kind" | "fault" | "bankMilliseconds">;

/** The newest questions to this bank after this moment, newest first, at most `most`. */
export async function attemptsSince(
  db: Database,
  { environment, since, most }: { environment: string; since: Date; most: number },
): Promise<Attempt[]> {
  const { kind, answer, bankMilliseconds, checkedAt } = observations;
  const rows = await db
    .select({ kind, fault: sql`${answer} ->> 'fault'`, bankMilliseconds })
    .from(observations)
    .where(and(eq(observations.environment, environment), gt(checkedAt, since)))
    .orderBy(desc(checkedAt))
    .limit(most);
  return rows.map((row) => ({ ...row, fault: faultSchema.nullable().parse(row.fault) }));
}

/** The last look-ups of one payment, the one that was stored last first. */
export async function observationHistory(
  db: Database,
  subject: Subject,
  { limit }: { limit: number },
): Promise<PastLookUp[]> {
  const rows = await db
    .select({ observation: observations, who: people.email })
    .from(observations)
    .innerJoin(people, eq(people.id, observations.askedBy))
    .where(isAbout(subject))
    .orderBy(desc(observations.number))
    .limit(limit);
  return rows.map(({ observation, who }) => ({
    answer: toAnswer(observation),
    who,
    byTimer: observation.byTimer,
  }));
}

/** What came of the last look-ups of a number at all terminals, and when the last of them was. */
export interface LastTry {
  /** `known` is a payment; `no_answer` means that some terminal could still know it. */
  is: "known" | "not_found" | "no_answer";
  at: Date;
}

/** The last tries of these numbers; numbers that were never looked up are missing. */
export async function lastTries(
  db: Database,
  { environment, invoiceIds }: { environment: string; invoiceIds: readonly string[] },
): Promise<Map<string, LastTry>> {
  if (invoiceIds.length === 0) return new Map();
  const { invoiceId, service, terminal, kind, class: finality, checkedAt } = observations;
  const rows = await db
    .selectDistinctOn([invoiceId, service, terminal], {
      invoiceId,
      kind,
      class: finality,
      checkedAt,
    })
    .from(observations)
    .where(and(eq(observations.environment, environment), inArray(invoiceId, [...invoiceIds])))
    .orderBy(invoiceId, service, terminal, desc(observations.number));
  const byInvoice = Map.groupBy(rows, (row) => row.invoiceId);
  return new Map([...byInvoice].map(([id, tries]) => [id, summed(tries)]));
}

/** Which of these numbers a person looked up since a moment, by a press and not by a page's timer. */
export async function lookedUpBy(
  db: Database,
  {
    environment,
    personId,
    invoiceIds,
    since,
  }: { environment: string; personId: string; invoiceIds: readonly string[]; since: Date },
): Promise<ReadonlySet<string>> {
  if (invoiceIds.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ invoiceId: observations.invoiceId })
    .from(observations)
    .where(
      and(
        eq(observations.environment, environment),
        inArray(observations.invoiceId, [...invoiceIds]),
        eq(observations.askedBy, personId),
        eq(observations.byTimer, false),
        gte(observations.checkedAt, since),
      ),
    );
  return new Set(rows.map(({ invoiceId }) => invoiceId));
}

function summed(
  tries: readonly Pick<typeof observations.$inferSelect, "kind" | "class" | "checkedAt">[],
): LastTry {
  const at = new Date(Math.max(...tries.map(({ checkedAt }) => checkedAt.getTime())));
  if (tries.some((one) => one.class !== "no_answer")) return { is: "known", at };
  return { is: tries.every(({ kind }) => kind === "not_found") ? "not_found" : "no_answer", at };
}

/**
 * A batch of observations in the order in which they were stored, after this number; 0 for the first
 * batch. `last` is the number to go on from, or null when there are none.
 */
export async function observationsAfter(
  db: Database,
  number: number,
  limit: number,
): Promise<{ some: Observation[]; last: number | null }> {
  const rows = await db
    .select()
    .from(observations)
    .where(gt(observations.number, number))
    .orderBy(asc(observations.number))
    .limit(limit);
  const some = rows.map((row) => ({
    answer: toAnswer(row),
    environment: row.environment,
    askedBy: row.askedBy,
    byTimer: row.byTimer,
  }));
  return { some, last: rows.at(-1)?.number ?? null };
}

/** How many observations were made before this moment, of how many. */
export async function observationShare(
  db: Database,
  before: Date,
): Promise<{ old: number; all: number }> {
  const old = await db.$count(observations, lt(observations.checkedAt, before));
  // Counting all of a million takes a while, and there is seldom a reason to.
  return { old, all: old === 0 ? 0 : await db.$count(observations) };
}

/** Deletes observations made before this moment and returns their number. */
export async function deleteObservations(db: Database, before: Date): Promise<number> {
  const deleted = await db
    .delete(observations)
    .where(lt(observations.checkedAt, before))
    .returning({ id: observations.id });
  return deleted.length;
}

function isAbout(subject: Subject) {
  return and(
    eq(observations.environment, subject.environment),
    subject.terminal === null ? undefined : eq(observations.terminal, subject.terminal),
    eq(observations.invoiceId, subject.invoiceId),
    eq(observations.service, subject.service),
  );
}

/** The answer that a row contains. */
export function toAnswer(row: typeof observations.$inferSelect): LookUpAnswer {
  return lookUpAnswerSchema.parse({
    ...row.answer,
    observationId: row.id,
    invoiceId: row.invoiceId,
    terminal: row.terminal,
    service: row.service,
    checkedAt: row.checkedAt.toISOString(),
    bankMilliseconds: row.bankMilliseconds,
  });
}
