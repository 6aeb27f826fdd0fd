import "server-only";
import { type DayFigures, mostFrequent, type TeamFigure, withoutGaps } from "#lib/home/figures.ts";
import { lookUpsByHour, paymentsByPerson } from "#lib/server/audit/day-counts.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { answersById } from "#lib/server/observations/observations.ts";
import { liveSharesByMaker } from "#lib/server/shares/links.ts";
import { dayOf } from "#lib/time/zone.ts";

/** The figures of today, from the audit log. They name no payment. */

/** Of more failed payments the newest hours' give the reasons. */
const MOST_REASONED = 200;
const REASONS_SHOWN = 3;

/** What the staff looked up today, by hour and by person. */
export async function dayFigures(): Promise<DayFigures> {
  const { db } = await database();
  const { environment, displayTimeZone: timeZone } = settings();
  const day = { day: dayOf(new Date(), timeZone), timeZone };
  const [hours, lookedUp, revealed, links] = await Promise.all([
    lookUpsByHour(db, day),
    paymentsByPerson(db, "payment.looked_up", day),
    paymentsByPerson(db, "payment.revealed", day),
    liveSharesByMaker(db, environment),
  ]);
  const failed = hours.flatMap(({ observations }) => observations).slice(-MOST_REASONED);
  const answers = await answersById(db, failed);
  const codes = [...answers.values()].flatMap(({ payment }) => payment?.reason.code ?? []);
  return {
    hours: withoutGaps(
      hours.map(({ hour, payments, failed: notPaid }) => ({ hour, payments, notPaid })),
    ),
    reasons: mostFrequent(codes, REASONS_SHOWN),
    team: teamOf({ lookedUp, revealed, links }),
  };
}

function teamOf(by: Record<"lookedUp" | "revealed" | "links", ReadonlyMap<string, number>>) {
  const emails = new Set([...by.lookedUp.keys(), ...by.revealed.keys(), ...by.links.keys()]);
  const team = [...emails].map(
    (email): TeamFigure => ({
      email,
      payments: by.lookedUp.get(email) ?? 0,
      revealed: by.revealed.get(email) ?? 0,
      links: by.links.get(email) ?? 0,
    }),
  );
  return team.sort((a, b) => b.payments - a.payments || (a.email < b.email ? -1 : 1));
}
