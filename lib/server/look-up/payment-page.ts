import "server-only";
import { can } from "#lib/account/access.ts";
import type { AccessEvent } from "#lib/audit/events.ts";
import { personalFieldSchema } from "#lib/payment/facts/personal.ts";
import { type Episode, timelineOf } from "#lib/payment/facts/timeline.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { paymentAccesses } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { redactFor, type Viewer, withoutBlocked } from "#lib/server/observations/redact.ts";
import { keptUntil } from "#lib/server/observations/retention.ts";
import { similarPayments } from "#lib/server/payment-list/queries.ts";
import { type LookUp, looksSoFar, type Question, terminalByAlias } from "./look-up.ts";

/** One payment's page as this person may see it. */
export interface PaymentView {
  answer: ShownAnswer;
  /** Seen payments with the same end of the number, where the bank does not know it. */
  similar: readonly ShownAnswer[];
  episodes: readonly Episode[];
  /** Null for those who may not see who looked. */
  accesses: readonly { at: string; who: string; did: AccessEvent; field: string }[] | null;
  /** When what was seen now is removed. */
  keptUntil: Date;
  showsPersonal: boolean;
}

const ACCESSES_SHOWN = 30;
const SIMILAR_SHOWN = 5;

/** Puts the page together around a fresh answer. */
export async function viewPayment(
  { answer, asked }: LookUp,
  { question, viewer }: { question: Question; viewer: Viewer },
): Promise<PaymentView> {
  // Where no terminal was named and one knew it, the looks at that one belong to it.
  const terminal =
    answer.class === "no_answer" ? question.terminal : terminalByAlias(answer.terminal);
  const [looks, accesses, similar] = await Promise.all([
    looksSoFar({ ...question, terminal }),
    can(viewer.role, "payment.see_lookers") ? accessesOf(question.invoiceId) : null,
    answer.kind === "not_found" ? similarTo(question.invoiceId, viewer) : [],
  ]);
  return {
    answer: redactFor(viewer, answer, asked),
    similar,
    episodes: timelineOf(
      looks.map((look) => ({ ...look, answer: withoutBlocked(viewer, look.answer) })),
    ),
    accesses,
    keptUntil: keptUntil(answer.checkedAt),
    showsPersonal: can(viewer.role, "payment.see_personal"),
  };
}

async function similarTo(invoiceId: string, viewer: Viewer): Promise<ShownAnswer[]> {
  const { db } = await database();
  const { environment } = settings();
  const similar = await similarPayments(db, { environment, invoiceId }, SIMILAR_SHOWN);
  return similar.map(({ answer }) => redactFor(viewer, answer));
}

async function accessesOf(invoiceId: string) {
  const { db } = await database();
  const rows = await paymentAccesses(db, { invoiceId, limit: ACCESSES_SHOWN });
  return rows.map(({ at, actor, event, detail }) => ({
    at: at.toISOString(),
    who: actor,
    did: event,
    field: personalFieldSchema.safeParse(detail.field).data ?? "",
  }));
}
