import { and, asc, desc, eq, gt, lt, ne, type WithSubquery } from "drizzle-orm";
import type { Look } from "#lib/payment/facts/timeline.ts";
import { type LookUpAnswer, lookUpAnswerSchema, type Service } from "#lib/payment/look-up.ts";
import type { Database } from "#lib/server/db/client.ts";
import { observations } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";

/** The one file that writes and reads what we saw. */

export interface Subject {
  environment: string;
  /** Alias, or null for any. */
  terminal: string | null;
  service: Service;
  invoiceId: string;
}

/** One answer of the bank, to be kept. */
export interface Kept {
  answer: LookUpAnswer;
  environment: string;
  askedBy: string;
  /** Asked by the open page itself, not by a click. */
  byTimer: boolean;
}

/**
 * The keeping of observations, to be carried out by the statement that records who looked; a second
 * writer of the same one (a shared bank call) changes nothing.
 */
export function keepingObservations(db: Database, kept: readonly Kept[]): WithSubquery {
  const rows = kept.map(({ answer, environment, askedBy, byTimer }) => {
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
  return db
    .$with("kept")
    .as(
      db
        .insert(observations)
        .values(rows)
        .onConflictDoNothing({ target: observations.id })
        .returning({ id: observations.id }),
    );
}

/** The last observation in which the bank told us something, or null. */
export async function lastObservation(
  db: Database,
  subject: Subject,
): Promise<LookUpAnswer | null> {
  const [row] = await db
    .select()
    .from(observations)
    .where(and(isAbout(subject), ne(observations.class, "no_answer")))
    .orderBy(desc(observations.checkedAt))
    .limit(1);
  return row ? toAnswer(row) : null;
}

/** The last looks at one payment, newest first. */
export async function looksAt(
  db: Database,
  subject: Subject,
  { limit }: { limit: number },
): Promise<Look[]> {
  const rows = await db
    .select({ observation: observations, who: people.email })
    .from(observations)
    .innerJoin(people, eq(people.id, observations.askedBy))
    .where(isAbout(subject))
    .orderBy(desc(observations.checkedAt))
    .limit(limit);
  return rows.map(({ observation, who }) => ({
    answer: toAnswer(observation),
    who,
    byTimer: observation.byTimer,
  }));
}

/** Observations in the order of their ids, to be gone through in batches; "" for the first. */
export async function observationsAfter(db: Database, id: string, limit: number): Promise<Kept[]> {
  const rows = await db
    .select()
    .from(observations)
    .where(id === "" ? undefined : gt(observations.id, id))
    .orderBy(asc(observations.id))
    .limit(limit);
  return rows.map((row) => ({
    answer: toAnswer(row),
    environment: row.environment,
    askedBy: row.askedBy,
    byTimer: row.byTimer,
  }));
}

/** Removes what was seen before this moment; gives how many observations that were. */
export async function forgetObservations(db: Database, before: Date): Promise<number> {
  const gone = await db
    .delete(observations)
    .where(lt(observations.checkedAt, before))
    .returning({ id: observations.id });
  return gone.length;
}

function isAbout(subject: Subject) {
  return and(
    eq(observations.environment, subject.environment),
    subject.terminal === null ? undefined : eq(observations.terminal, subject.terminal),
    eq(observations.invoiceId, subject.invoiceId),
    eq(observations.service, subject.service),
  );
}

/** An observation as the answer that it was. */
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
