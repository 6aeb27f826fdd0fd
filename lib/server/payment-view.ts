import "server-only";
import { can } from "#lib/access.ts";
import type { LookUpAnswer, ShownAnswer } from "#lib/look-up.ts";
import { personalFieldSchema } from "#lib/personal.ts";
import { type Episode, timelineOf } from "#lib/timeline.ts";
import { type Actor, lookersAt } from "./audit.ts";
import { database } from "./db/client.ts";
import { forEyes } from "./eyes.ts";
import { looksSoFar, type Question } from "./look-up.ts";
import { keptUntil } from "./retention.ts";

/** One payment's page as this person may see it. */
export interface PaymentView {
  answer: ShownAnswer;
  episodes: readonly Episode[];
  /** Null for those who may not see who looked. */
  lookers: readonly { at: string; who: string; did: LookerEvent; field: string }[] | null;
  /** When what was seen now is removed. */
  keptUntil: Date;
  showsPersonal: boolean;
}
type LookerEvent = "payment.looked_up" | "payment.revealed" | "payment.exported";

const LOOKERS_SHOWN = 30;

/** Puts the page together around an answer, fresh or last known. */
export async function viewPayment(
  answer: LookUpAnswer,
  { question, actor }: { question: Question; actor: Actor },
): Promise<PaymentView> {
  const [looks, lookers] = await Promise.all([
    looksSoFar(question),
    can(actor.role, "payment.see_lookers") ? lookersOf(question.invoiceId) : null,
  ]);
  return {
    answer: forEyes(answer, actor),
    episodes: timelineOf(looks),
    lookers,
    keptUntil: keptUntil(answer.checkedAt),
    showsPersonal: can(actor.role, "payment.see_personal"),
  };
}

async function lookersOf(invoiceId: string) {
  const { db } = await database();
  const rows = await lookersAt(db, { invoiceId, limit: LOOKERS_SHOWN });
  return rows.map(({ at, actor, event, detail }) => ({
    at: at.toISOString(),
    who: actor,
    did: event,
    field: personalFieldSchema.safeParse(detail.field).data ?? "",
  }));
}
