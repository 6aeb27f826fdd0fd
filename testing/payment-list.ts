import { randomUUID } from "node:crypto";
import { type ListQuery, NO_FILTERS } from "#lib/list/query.ts";
import { searchTerms } from "#lib/paste/paste.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { insertObservations, type Observation } from "#lib/server/observations/observations.ts";
import { indexPayments } from "#lib/server/observations/payment-index.ts";
import { pageOf } from "#lib/server/payment-list/queries.ts";
import type { Listing } from "#lib/server/payment-list/where.ts";
import { sampleAnswer, samplePayment } from "./sample-payment.ts";

/** For tests of the list: saves payments and queries them. */

export const ENVIRONMENT = "practice";

/** Adds a person; gives the id. */
export async function person(db: Database): Promise<string> {
  const row = {
    email: `${randomUUID()}@example.kz`,
    role: "clerk",
    createdAt: new Date(),
  } as const;
  const [added] = await db.insert(people).values(row).returning({ id: people.id });
  return added?.id ?? "";
}

/** A supervisor who looks payments up. */
export const looker = {
  email: "looker@example.kz",
  role: "clerk",
  sessionHash: "session",
  revealed: new Set<string>(),
  ip: null,
  userAgent: null,
  requestId: "TESTTEST22",
} as const;

/** Saves answers as look-ups do, in one transaction. */
export async function see(
  db: Database,
  askedBy: string,
  answers: readonly LookUpAnswer[],
): Promise<void> {
  const added = answers.map(
    (answer): Observation => ({ answer, environment: ENVIRONMENT, askedBy, byTimer: false }),
  );
  const by = { ...looker, personId: askedBy };
  const resource = answers[0]?.invoiceId ?? "";
  const entry = { event: "payment.looked_up", success: true, by, resource } as const;
  await record(db, entry, async (tx) => {
    await insertObservations(tx, added);
    await indexPayments(tx, added);
  });
}

export function answerOf(
  invoiceId: string,
  changes: Partial<LookUpAnswer> = {},
  payment: Parameters<typeof samplePayment>[0] = {},
): LookUpAnswer {
  return sampleAnswer({
    invoiceId,
    observationId: randomUUID(),
    payment: samplePayment({ invoiceId, bankId: randomUUID(), ...payment }),
    ...changes,
  });
}

export function listingOf(
  changes: Partial<ListQuery> = {},
  text?: string,
  blockedPayers: ReadonlySet<string> = new Set(),
): Listing {
  return {
    environment: ENVIRONMENT,
    timeZone: "Asia/Almaty",
    query: { ...NO_FILTERS, ...changes },
    search: text === undefined ? null : searchTerms(text),
    words: "all",
    blockedPayers,
  };
}

/** The invoice numbers that a query finds. */
export async function numbers(db: Database, listing: Listing): Promise<string[]> {
  const { payments } = await pageOf(db, listing, 100);
  return payments.map(({ answer }) => answer.invoiceId);
}
