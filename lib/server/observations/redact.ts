import { can } from "#lib/account/access.ts";
import { payerTerms } from "#lib/list/search-index.ts";
import { blockPersonal, hidePersonal, PERSONAL_FIELDS } from "#lib/payment/facts/personal.ts";
import {
  type Asked,
  type LookUpAnswer,
  type ShownAnswer,
  shownAnswerSchema,
} from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { revealKey } from "#lib/server/people/sessions.ts";

/**
 * An answer as this person may see it: personal fields hidden, but those shown in this session; gone
 * for everybody where the payer's data are blocked; and nothing beyond the contract's own keys.
 */
export function forEyes(
  answer: LookUpAnswer,
  actor: Actor,
  asked: readonly Asked[] = [],
): ShownAnswer {
  const payerBlocked = isBlocked(answer, actor);
  const { payment } = answer;
  if (!payment || payerBlocked) {
    const left = payment && blockPersonal(payment);
    return shownAnswerSchema.parse({ ...answer, asked, payment: left, hidden: [], payerBlocked });
  }
  const seesAll = can(actor.role, "payment.see_personal");
  const shown = PERSONAL_FIELDS.filter(
    (field) => seesAll || actor.revealed.has(revealKey(answer.invoiceId, field)),
  );
  return shownAnswerSchema.parse({
    ...answer,
    asked,
    ...hidePersonal(payment, new Set(shown)),
    payerBlocked,
  });
}

/** The answer without what names its payer, where their data are blocked; else as it is. */
export function withoutBlocked(answer: LookUpAnswer, actor: Actor): LookUpAnswer {
  const { payment } = answer;
  if (!payment || !isBlocked(answer, actor)) return answer;
  return { ...answer, payment: blockPersonal(payment) };
}

/** Of a long list, where nobody is blocked, no payer's names are made out. */
function isBlocked(answer: LookUpAnswer, { blockedPayers }: Actor): boolean {
  return blockedPayers.size > 0 && payerTerms(answer).some((term) => blockedPayers.has(term));
}
