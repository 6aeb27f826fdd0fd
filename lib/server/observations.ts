import { and, desc, eq, lt, ne } from "drizzle-orm";
import { type LookUpAnswer, lookUpAnswerSchema, type Service } from "#lib/look-up.ts";
import type { Look } from "#lib/timeline.ts";
import type { Database } from "./db/client.ts";
import { observations, people } from "./db/schema.ts";

/** The one file that writes and reads what we saw. */

export interface Subject {
  environment: string;
  terminal: string;
  service: Service;
  invoiceId: string;
}

/**
 * The keeping of one observation, to be carried out by the statement that records who looked; a
 * second writer of the same one (a shared bank call) changes nothing.
 */
export function keepingObservation(
  db: Database,
  {
    answer,
    environment,
    askedBy,
    byTimer,
  }: { answer: LookUpAnswer; environment: string; askedBy: string; byTimer: boolean },
) {
  const { observationId, invoiceId, terminal, service, checkedAt, bankMilliseconds, ...said } =
    answer;
  return db.$with("kept").as(
    db
      .insert(observations)
      .values({
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
      })
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
    eq(observations.terminal, subject.terminal),
    eq(observations.invoiceId, subject.invoiceId),
    eq(observations.service, subject.service),
  );
}

function toAnswer(row: typeof observations.$inferSelect): LookUpAnswer {
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
