import { desc, eq } from "drizzle-orm";
import { AppError } from "#lib/http/errors.ts";
import { payerTerms } from "#lib/list/search-index.ts";
import type { BlockReason, PayerBlock } from "#lib/payment/facts/personal.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { payerBlocks } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { preparedOnce } from "#lib/server/db/statement.ts";
import { spendProof } from "#lib/server/people/sessions/proofs.ts";
import { lastObservation, type Subject } from "./observations.ts";

/**
 * Payers who asked that their data be blocked (Law 94-V of Kazakhstan). Nobody sees their data in
 * any payment with the same number, e-mail or phone, future ones included. The amounts stay
 * visible, and retention is unchanged.
 */

/**
 * Blocks the payer of an observed payment; does nothing if they are already blocked.
 * @throws AppError not_found when no payment was observed.
 */
export async function blockPayer(
  db: Database,
  { subject, reason, actor }: { subject: Subject; reason: BlockReason; actor: Actor },
): Promise<void> {
  const answer = await lastObservation(db, subject);
  if (!answer?.payment) throw new AppError("not_found");
  const { invoiceId } = answer;
  const terms = payerTerms(answer);
  await db.transaction(async (tx) => {
    const added = await tx
      .insert(payerBlocks)
      .values({ invoiceId, terms, reason, blockedAt: new Date(), blockedBy: actor.personId })
      .onConflictDoNothing({ target: payerBlocks.terms })
      .returning({ id: payerBlocks.id });
    if (added.length === 0) return;
    await record(tx, {
      event: "payer.blocked",
      success: true,
      by: actor,
      resource: invoiceId,
      detail: { reason },
    });
  });
}

/**
 * Lifts a block; false if there is none.
 * @throws NotProvenError
 */
export async function unblockPayer(
  db: Database,
  { id, actor }: { id: string; actor: Actor },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [lifted] = await tx
      .delete(payerBlocks)
      .where(eq(payerBlocks.id, id))
      .returning({ invoiceId: payerBlocks.invoiceId });
    if (!lifted) return false;
    await spendProof(tx, actor, { name: "payer_unblock", on: id });
    await record(tx, {
      event: "payer.unblocked",
      success: true,
      by: actor,
      resource: lifted.invoiceId,
    });
    return true;
  });
}

/** All blocks, newest first. */
export async function listPayerBlocks(db: Database): Promise<PayerBlock[]> {
  return db
    .select({
      id: payerBlocks.id,
      invoiceId: payerBlocks.invoiceId,
      reason: payerBlocks.reason,
      blockedAt: payerBlocks.blockedAt,
      blockedBy: people.email,
    })
    .from(payerBlocks)
    .innerJoin(people, eq(people.id, payerBlocks.blockedBy))
    .orderBy(desc(payerBlocks.blockedAt));
}

/** The search terms of all blocked payers; see `payerTerms`. */
export async function blockedTerms(db: Database): Promise<ReadonlySet<string>> {
  const rows = await reading(db).execute();
  return new Set(rows.flatMap(({ terms }) => terms));
}

const reading = preparedOnce((db) =>
  db.select({ terms: payerBlocks.terms }).from(payerBlocks).prepare("blocked_terms"),
);
