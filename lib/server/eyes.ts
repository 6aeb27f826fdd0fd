import "server-only";
import { can } from "#lib/access.ts";
import { type LookUpAnswer, type ShownAnswer, shownAnswerSchema } from "#lib/look-up.ts";
import { hidePersonal, PERSONAL_FIELDS } from "#lib/personal.ts";
import { type Actor, revealedFields } from "./audit.ts";
import { database } from "./db/client.ts";

/**
 * An answer as this person may see it: personal fields hidden, but those shown in this session, and
 * nothing beyond the contract's own keys, in the contract's order.
 */
export async function forEyes(answer: LookUpAnswer, actor: Actor): Promise<ShownAnswer> {
  if (!answer.payment) return shownAnswerSchema.parse({ ...answer, hidden: [] });
  const { db } = await database();
  const revealed = can(actor.role, "payment.see_personal")
    ? new Set(PERSONAL_FIELDS)
    : await revealedFields(db, { actor, invoiceId: answer.invoiceId });
  return shownAnswerSchema.parse({ ...answer, ...hidePersonal(answer.payment, revealed) });
}
