import { and, asc, eq } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { isOpen, payments } from "#lib/server/db/schema/payments.ts";

/** A payment that somebody has to come back to, as far as the index tells. */
export interface OpenPayment {
  id: number;
  /** The bank's date; `NO_DATE` for none. */
  paidAt: Date;
  lookedAt: Date;
  /** Hundredths; `NO_AMOUNT` for none. */
  amount: number;
  terms: readonly string[];
}

/** At most so many payments that are not final or contradict themselves, by an index of their own. */
export async function openPayments(
  db: Database,
  { environment, most }: { environment: string; most: number },
): Promise<OpenPayment[]> {
  const { id, paidAt, lookedAt, amount, terms } = payments;
  return db
    .select({ id, paidAt, lookedAt, amount, terms })
    .from(payments)
    .where(and(eq(payments.environment, environment), isOpen(terms)))
    .orderBy(asc(paidAt), asc(id))
    .limit(most);
}
