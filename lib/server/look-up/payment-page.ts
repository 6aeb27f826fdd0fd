import "server-only";
import { can } from "#lib/account/access.ts";
import type { AccessEvent } from "#lib/audit/events.ts";
import { personalFieldSchema } from "#lib/payment/facts/personal.ts";
import { type Episode, timelineOf } from "#lib/payment/facts/timeline.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { paymentAccesses, record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import type { Arrival, Unasked } from "#lib/server/http/request-context.ts";
import {
  redactFor,
  shownTo,
  type Viewer,
  withoutBlocked,
} from "#lib/server/observations/redact.ts";
import { keptUntil } from "#lib/server/observations/retention.ts";
import { similarPayments } from "#lib/server/payment-list/queries.ts";
import { type LookUp, lookUpHistory, type Question, terminalByAlias } from "./look-up.ts";

/** The data of a payment's page that this viewer may see. */
export interface PaymentView {
  answer: ShownAnswer;
  /** Observed payments whose number has the same end, if the bank does not know this number. */
  similar: readonly ShownAnswer[];
  episodes: readonly Episode[];
  /** Who saw the payment; null without the permission to see that. */
  accesses: readonly { at: string; who: string; did: AccessEvent; field: string }[] | null;
  /** When this observation will be deleted. */
  keptUntil: Date;
}

const ACCESSES_SHOWN = 30;
const SIMILAR_SHOWN = 5;

/** Collects the data of the page for a new answer. */
export async function viewPayment(
  { answer, asked }: LookUp,
  { question, viewer }: { question: Question; viewer: Viewer },
): Promise<PaymentView> {
  // If the question named no terminal, the history is that of the terminal that answered.
  const terminal =
    answer.class === "no_answer" ? question.terminal : terminalByAlias(answer.terminal);
  const seesLookers = can(viewer.role, "payment.see_lookers");
  const [looks, accesses, similar] = await Promise.all([
    lookUpHistory({ ...question, terminal }),
    seesLookers ? accessesOf(question.invoiceId) : null,
    answer.kind === "not_found" ? similarTo(question.invoiceId, viewer) : [],
  ]);
  return {
    answer: redactFor(viewer, answer, asked),
    similar,
    episodes: timelineOf(
      looks.map((look) => ({ ...look, answer: withoutBlocked(viewer, look.answer) })),
      (look) => shownTo(viewer, look),
    ).map((episode) => (seesLookers ? episode : { ...episode, who: [] })),
    accesses,
    keptUntil: keptUntil(answer.checkedAt),
  };
}

/** Records that a person was shown the last known state, without a question to the bank. */
export async function recordSeen(
  { invoiceId, terminal, service, observationId }: ShownAnswer,
  { actor, arrived, why }: { actor: Actor; arrived: Arrival; why: Unasked | "too_many" },
): Promise<void> {
  const { db } = await database();
  const detail = { terminal, service, observation: observationId, arrived, not_asked: why };
  const entry = { event: "payment.seen", success: true, by: actor, resource: invoiceId } as const;
  await record(db, { ...entry, detail });
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
