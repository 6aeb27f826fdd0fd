import { can } from "#lib/access.ts";
import {
  type Asked,
  type LookUpAnswer,
  type ShownAnswer,
  shownAnswerSchema,
} from "#lib/look-up.ts";
import { hidePersonal, PERSONAL_FIELDS } from "#lib/personal.ts";
import type { Actor } from "./audit.ts";
import { revealKey } from "./session-rows.ts";

/**
 * An answer as this person may see it: personal fields hidden, but those shown in this session, and
 * nothing beyond the contract's own keys, in the contract's order.
 */
export function forEyes(
  answer: LookUpAnswer,
  actor: Actor,
  asked: readonly Asked[] = [],
): ShownAnswer {
  if (!answer.payment) return shownAnswerSchema.parse({ ...answer, asked, hidden: [] });
  const seesAll = can(actor.role, "payment.see_personal");
  const shown = PERSONAL_FIELDS.filter(
    (field) => seesAll || actor.revealed.has(revealKey(answer.invoiceId, field)),
  );
  return shownAnswerSchema.parse({
    ...answer,
    asked,
    ...hidePersonal(answer.payment, new Set(shown)),
  });
}
