import { and, desc, eq, ne } from "drizzle-orm";
import { type LookUpAnswer, lookUpAnswerSchema, type Service } from "#lib/look-up.ts";
import type { Database } from "./db/client.ts";
import { observations } from "./db/schema.ts";

/** The one file that writes and reads what we saw. */

export interface Subject {
  environment: string;
  terminal: string;
  service: Service;
  invoiceId: string;
}

/** Keeps one observation; a second writer of the same one (a shared bank call) changes nothing. */
export async function keepObservation(
  db: Database,
  { answer, environment, askedBy }: { answer: LookUpAnswer; environment: string; askedBy: string },
): Promise<void> {
  const { observationId, invoiceId, terminal, service, checkedAt, bankMilliseconds, ...said } =
    answer;
  await db
    .insert(observations)
    .values({
      id: observationId,
      environment,
      terminal,
      service,
      invoiceId,
      askedBy,
      checkedAt: new Date(checkedAt),
      bankMilliseconds,
      kind: said.kind,
      class: said.class,
      answer: said,
    })
    .onConflictDoNothing({ target: observations.id });
}

/** The last observation in which the bank told us something, or null. */
export async function lastObservation(
  db: Database,
  subject: Subject,
): Promise<LookUpAnswer | null> {
  const [row] = await db
    .select()
    .from(observations)
    .where(
      and(
        eq(observations.environment, subject.environment),
        eq(observations.terminal, subject.terminal),
        eq(observations.invoiceId, subject.invoiceId),
        eq(observations.service, subject.service),
        ne(observations.class, "no_answer"),
      ),
    )
    .orderBy(desc(observations.checkedAt))
    .limit(1);
  if (!row) return null;
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
