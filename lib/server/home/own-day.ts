import "server-only";
import {
  isWaitedFor,
  type OwnDay,
  type OwnFacts,
  type OwnRow,
  type WaitingRow,
} from "#lib/home/own-day.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import { type LookUpAnswer, transactionPath } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { lookUpsSince, type OwnLookUp } from "#lib/server/audit/look-ups-of-days.ts";
import { record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { answersById, lastObservation } from "#lib/server/observations/observations.ts";
import { redactFor, type Viewer, viewerOf } from "#lib/server/observations/redact.ts";
import { dayOf, startOfDay } from "#lib/time/zone.ts";

/** A person's own work of the day: what they looked up, and what of it is not final. */

const ROWS_SHOWN = 50;
const WAITING_SHOWN = 6;
/** A shift may have begun before midnight. */
const DAY_MILLISECONDS = 86_400_000;

/**
 * What this person looked up today, and what of today and yesterday is still to be waited for. It asks no
 * bank. Their look-ups are in the log already; what others have found out since is recorded as shown.
 */
export async function ownDay(actor: Actor): Promise<OwnDay> {
  const { db } = await database();
  const { displayTimeZone: timeZone } = settings();
  const now = Date.now();
  const yesterday = dayOf(new Date(now - DAY_MILLISECONDS), timeZone);
  const lookUps = await lookUpsSince(db, { email: actor.email, day: yesterday, timeZone });
  const midnight = startOfDay(dayOf(new Date(now), timeZone), timeZone);
  const today = lookUps.filter(({ at }) => at >= midnight);
  const shown = today.slice(0, ROWS_SHOWN);
  const viewer = await viewerOf(actor);
  const [answers, waiting] = await Promise.all([
    answersById(
      db,
      shown.flatMap(({ observation }) => observation ?? []),
    ),
    waitingOf(lookUps, actor),
  ]);
  const rows = shown.map((lookUp): OwnRow => {
    const answer = lookUp.observation ? answers.get(lookUp.observation) : undefined;
    return { ...rowOf(lookUp), facts: answer ? factsOf(answer, viewer) : null };
  });
  return { rows, count: today.length, waiting };
}

function rowOf({ invoiceId, terminal, service, at, ...badge }: OwnLookUp) {
  const { kind, class: finality, statusName, resultCode } = badge;
  // Where no terminal knew the payment, all of them are asked again.
  const isNamed = settings().epay.terminals.length > 1 && finality !== "no_answer";
  return {
    href: transactionPath({ invoiceId, terminal: isNamed ? terminal : undefined, service }),
    invoiceId,
    at,
    badge: { kind, class: finality, statusName, resultCode },
  };
}

function factsOf(answer: LookUpAnswer, viewer: Viewer): OwnFacts | null {
  const { payment } = redactFor(viewer, answer);
  return (
    payment && {
      sum: headlineSum(payment),
      currency: payment.currency,
      last: payment.card.mask?.last ?? null,
      createdAt: payment.createdAt?.instant ?? null,
    }
  );
}

/** The latest look-up of each number, at whichever terminal, where it was not final. */
async function waitingOf(lookUps: readonly OwnLookUp[], actor: Actor): Promise<WaitingRow[]> {
  const latest = new Map<string, OwnLookUp>();
  for (const one of lookUps) {
    const key = `${one.invoiceId} ${one.service}`;
    if (!latest.has(key)) latest.set(key, one);
  }
  const open = [...latest.values()].filter(isWaitedFor).slice(0, WAITING_SHOWN);
  const rows = await Promise.all(open.map(newsOf));
  const news = rows.filter(({ isNews }) => isNews);
  if (news.length > 0) {
    const { db } = await database();
    const invoices = news.map(({ invoiceId }) => invoiceId).join(",");
    const detail = { filters: "waiting", search: "", rows: news.length, invoices };
    await record(db, { event: "payments.listed", success: true, by: actor, detail });
  }
  return rows.sort((a, b) => Number(b.isNews) - Number(a.isNews));
}

/** The outcome that this person saw, or the one that somebody has been told since. */
async function newsOf(lookUp: OwnLookUp): Promise<WaitingRow> {
  const { db } = await database();
  const { environment } = settings();
  const { invoiceId, service } = lookUp;
  const last = await lastObservation(db, { environment, terminal: null, service, invoiceId });
  const seen = rowOf(lookUp);
  const isNews =
    last !== null &&
    last.observationId !== lookUp.observation &&
    Date.parse(last.checkedAt) > lookUp.at.getTime() &&
    !isWaitedFor(last);
  if (!isNews) return { ...seen, isNews };
  const { kind, class: finality, statusName, resultCode, terminal } = last;
  return {
    ...rowOf({ ...lookUp, terminal }),
    badge: { kind, class: finality, statusName, resultCode },
    at: new Date(last.checkedAt),
    isNews,
  };
}
