import "server-only";
import { removeCardNumbers } from "#lib/card/card-number.ts";
import { AppError } from "#lib/http/errors.ts";
import type { PersonalField, RevealReason } from "#lib/payment/facts/personal.ts";
import { maskNote } from "#lib/payment/masking/free-text.ts";
import type { Actor } from "#lib/server/actor.ts";
import { noteManyReveals } from "#lib/server/audit/many-reveals.ts";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { countRequest } from "#lib/server/http/rate-limit.ts";
import { revealKey, revealTo } from "#lib/server/people/sessions/sessions.ts";

interface Reveal {
  invoiceId: string;
  field: PersonalField;
  reason: RevealReason;
  /** The reason in the person's own words. */
  note: string | undefined;
}

/**
 * Reveals one hidden field to the session, within the person's budget; the audit log keeps the reason.
 * @throws AppError too_many_reveals
 */
export async function reveal(
  { invoiceId, field, reason, note }: Reveal,
  actor: Actor,
): Promise<void> {
  const { db } = await database();
  try {
    await countRequest("reveals", actor.personId);
    await countRequest("revealsOfDay", actor.personId);
  } catch (error) {
    if (!(error instanceof AppError) || error.retryAfter === undefined) throw error;
    await noteManyReveals(db, actor, { isRefused: true });
    throw new AppError("too_many_reveals", { retryAfter: error.retryAfter });
  }
  await db.transaction(async (tx) => {
    await revealTo(tx, actor.sessionHash, revealKey(invoiceId, field));
    await record(tx, {
      event: "payment.revealed",
      success: true,
      by: actor,
      resource: invoiceId,
      detail: {
        ...{ field, reason },
        ...(note && { note: maskNote(removeCardNumbers(note).text, invoiceId) }),
      },
    });
    await noteManyReveals(tx, actor, { isRefused: false });
  });
}
