import { AUDIT_EVENTS } from "#lib/audit/events.ts";
import { readAuditQuery } from "#lib/audit/query.ts";
import type { Parameters } from "#lib/list/query.ts";
import { logRows } from "#lib/server/audit/query.ts";
import { paymentAccesses, recentLookUps } from "#lib/server/audit/record.ts";
import type { Chance } from "../million/chance.ts";
import { ownWork, type Question } from "../million/question.ts";
import { invoiceNumber, madeRow, NEWEST, newestAt, SPAN, seenOnce } from "./made-rows.ts";
import { AUDITORS, CLERKS, FORMER_CLERK, FORMER_EVENT, OFTEN_SEEN, RARE_CLERK } from "./world.ts";

export const TIME_ZONE = "Asia/Almaty";
/** One row more than a page shows, as the page requests. */
const PAGE = 101;
const ACCESSES = 20;
const RECENT = 10;
const DAY = 86_400_000;

/** All queries of a log with this many rows. */
export function questionsAbout(all: number): Question[] {
  return [
    ownWork("before"),
    ...Object.entries({ ...pages(all), ...filters(all), ...combinations(all) }).map(
      ([name, parameters]): Question => ({
        name,
        ask: (db, chance) =>
          logRows(db, readAuditQuery(parameters(chance)), { timeZone: TIME_ZONE, limit: PAGE }),
      }),
    ),
    {
      name: "payment's page: who looked",
      ask: (db, chance) =>
        paymentAccesses(db, { invoiceId: anyInvoice(all, chance), limit: ACCESSES }),
    },
    {
      name: "start page: a person's last look-ups",
      ask: (db, chance) =>
        recentLookUps(db, {
          email: chance.pick([...CLERKS, FORMER_CLERK, RARE_CLERK, ...AUDITORS]).email,
          limit: RECENT,
        }),
    },
    ownWork("after"),
  ];
}

/** In the form of the address. */
type Asked = Record<string, (chance: Chance) => Parameters>;

function pages(all: number): Asked {
  return {
    "newest page": () => ({}),
    "next page": () => ({ before: String(all - PAGE) }),
    "any page": (chance) => ({ before: String(1 + chance.below(all)) }),
  };
}

function filters(all: number): Asked {
  return {
    "event, any": (chance) => ({ event: anyEvent(chance) }),
    "event, any page": (chance) => ({ event: anyEvent(chance), before: anyRow(all, chance) }),
    "event of the first ten months only": () => ({ event: FORMER_EVENT }),
    "person, any": (chance) => ({ actor: chance.pick(CLERKS).email }),
    "person, any page": (chance) => ({
      actor: chance.pick(CLERKS).email,
      before: anyRow(all, chance),
    }),
    "person who left after ten months": () => ({ actor: FORMER_CLERK.email }),
    "person of three acts": () => ({ actor: RARE_CLERK.email }),
    "person who never was": (chance) => ({ actor: `nobody${chance.digits(6)}@example.kz` }),
    "payment, any": (chance) => ({ resource: anyInvoice(all, chance) }),
    "payment seen often": (chance) => ({ resource: chance.pick(OFTEN_SEEN) }),
    "payment seen often, any page": (chance) => ({
      resource: chance.pick(OFTEN_SEEN),
      before: anyRow(all, chance),
    }),
    "payment seen once": (chance) => ({ resource: seenOnce(chance.below(all)) }),
    "payment never seen": (chance) => ({ resource: `1${chance.digits(8)}` }),
    "reference, any": (chance) => ({
      reference: madeRow(chance.below(all), all).requestId ?? "PROCESS",
    }),
    "reference never given": (chance) => ({ reference: `Q${chance.digits(9)}` }),
    "about a person": (chance) => ({ resource: chance.pick(CLERKS).email }),
    refused: () => ({ failed: "1" }),
    "refused, any page": (chance) => ({ failed: "1", before: anyRow(all, chance) }),
    "one day": (chance) => days(chance, 1),
    "one month": (chance) => days(chance, 30),
    "one month, any page": (chance) => ({ ...days(chance, 30), before: anyRow(all, chance) }),
    "until a day": (chance) => ({ to: days(chance, 1).to }),
    "since a day": (chance) => ({ from: days(chance, 1).from }),
    "a day before all": (chance) => ({
      from: `20${10 + chance.below(10)}-01-01`,
      to: "2020-01-01",
    }),
  };
}

/** Conditions that each match many rows, but few or none together. */
function combinations(all: number): Asked {
  const looked = { event: "payment.looked_up" };
  // Rows that are newer than the planner's statistics.
  const newestMonth = daysFrom(NEWEST - 29 * DAY, 30);
  const former = { actor: FORMER_CLERK.email };
  return {
    "event in a month": (chance) => ({ event: anyEvent(chance), ...days(chance, 30) }),
    "event until a day": (chance) => ({ event: anyEvent(chance), to: days(chance, 1).to }),
    "event of the first ten months, this year": () => ({ event: FORMER_EVENT, from: "2026-01-01" }),
    "event and person": (chance) => ({ event: anyEvent(chance), actor: chance.pick(CLERKS).email }),
    "auditor's look-ups (none)": (chance) => ({ ...looked, actor: chance.pick(AUDITORS).email }),
    "look-ups of who left": () => ({ ...looked, ...former }),
    "reading of the log by who left (none)": () => ({ event: "audit.read", ...former }),
    "reading of the log by the busiest (none)": () => ({
      event: "audit.read",
      actor: CLERKS[0].email,
    }),
    "refused to who left": () => ({ failed: "1", ...former }),
    "refused to a person": (chance) => ({ failed: "1", actor: chance.pick(CLERKS).email }),
    "refused in a month": (chance) => ({ failed: "1", ...days(chance, 30) }),
    "refused revelations (none)": () => ({ failed: "1", event: "payment.revealed" }),
    "person in the newest month": (chance) => ({
      actor: chance.pick(CLERKS).email,
      ...newestMonth,
    }),
    "person on a day": (chance) => ({ actor: chance.pick(CLERKS).email, ...days(chance, 1) }),
    "who left, in a month": (chance) => ({ ...former, ...days(chance, 30) }),
    "who left, this year (none)": () => ({ ...former, from: "2026-01-01" }),
    "payment seen often, in a month": (chance) => ({
      resource: chance.pick(OFTEN_SEEN),
      ...days(chance, 30),
    }),
    "payment seen often, in the newest month": (chance) => ({
      resource: chance.pick(OFTEN_SEEN),
      ...newestMonth,
    }),
    "payment seen often, by a person": (chance) => ({
      resource: chance.pick(OFTEN_SEEN),
      actor: chance.pick(CLERKS).email,
    }),
    "payment, any, in a month, revealed": (chance) => ({
      resource: anyInvoice(all, chance),
      event: "payment.revealed",
      ...days(chance, 30),
    }),
    "person, event, refused, in a month": (chance) => ({
      actor: chance.pick(CLERKS).email,
      ...looked,
      failed: "1",
      ...days(chance, 30),
    }),
  };
}

function anyEvent(chance: Chance): string {
  return chance.pick(AUDIT_EVENTS);
}

function anyRow(all: number, chance: Chance): string {
  return String(1 + chance.below(all));
}

function anyInvoice(all: number, chance: Chance): string {
  return invoiceNumber(chance.below(newestAt(all)));
}

/** A random range of consecutive days within the two years. */
export function days(chance: Chance, count: number): Days {
  return daysFrom(NEWEST - SPAN + Math.floor(chance.next() * (SPAN - count * DAY)), count);
}

type Days = Record<"from" | "to", string>;

export function daysFrom(first: number, count: number): Days {
  const day = (moment: number) => new Date(moment).toISOString().slice(0, 10);
  return { from: day(first), to: day(first + (count - 1) * DAY) };
}
