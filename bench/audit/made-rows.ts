import { createHash } from "node:crypto";
import type { NewRow } from "#lib/server/audit/chain/append.ts";
import { type Chance, chanceOf } from "../million/chance.ts";
import {
  ACTS,
  ADMINS,
  ATTACK,
  AUDITORS,
  BROWSERS,
  CLERKS,
  FORMER_CLERK,
  FORMER_EVENT,
  FORMER_SHARE,
  OFTEN_SEEN,
  OLD_PART,
  type Person,
  RARE_CLERK,
  REFUSING,
} from "./world.ts";

/** Generates audit rows of two years; the same position and number of rows give the same row. */

export const NEWEST = Date.parse("2026-11-27T08:00:00.000Z");
export const SPAN = 2 * 365 * 86_400_000;

/** Rows between two payments that are looked up only once. */
const ONCE = 500;
/** Payments named by the row of a list and of a file, as in the product. */
const LISTED = 50;
const EXPORTED = 500;
/** The clock was once set back by this much, for this many rows. */
const JUMP = { at: 0.7, rows: 2_000, milliseconds: 3 * 3_600_000 } as const;

interface Making {
  place: number;
  all: number;
  /** From 0, the oldest, to 1. */
  age: number;
  chance: Chance;
}

/** Generates the row at a position, from the oldest (0) to the newest. */
export function madeRow(place: number, all: number): NewRow {
  const making = { place, all, age: place / all, chance: chanceOf(place * 2_654_435_761) };
  if (isRare(place, all)) return rowOf(making, "payment.looked_up", RARE_CLERK);
  if (place % ONCE === 0) return rowOf(making, "payment.looked_up", CLERKS[0]);
  const { age, chance } = making;
  if (age > ATTACK.from && age < ATTACK.to && chance.next() < ATTACK.share) {
    return rowOf(making, "session.refused", null);
  }
  if (age < OLD_PART && chance.next() < FORMER_SHARE) {
    return rowOf(making, FORMER_EVENT, actorOf("clerk", making));
  }
  const [event, by] = actOf(chance);
  return rowOf(making, event, actorOf(by, making));
}

function isRare(place: number, all: number): boolean {
  return [0.1, 0.5, 0.9].some((part) => place === Math.floor(part * all) + 1);
}

const WEIGHT = ACTS.reduce((sum, [, , weight]) => sum + weight, 0);

function actOf(chance: Chance): (typeof ACTS)[number] {
  let left = chance.below(WEIGHT);
  for (const act of ACTS) {
    left -= act[2];
    if (left < 0) return act;
  }
  return ["payment.looked_up", "clerk", 0];
}

function actorOf(by: (typeof ACTS)[number][1], { age, chance }: Making): Person | null {
  switch (by) {
    case "clerk":
      return age < OLD_PART && chance.below(6) === 0 ? FORMER_CLERK : chance.lean(CLERKS);
    case "auditor":
      return chance.pick(AUDITORS);
    case "admin":
      return chance.pick(ADMINS);
    case "stranger":
    case "process":
      return null;
  }
}

function rowOf(making: Making, event: NewRow["event"], actor: Person | null): NewRow {
  const { place, age, chance } = making;
  const byProcess = event.startsWith("audit.") && actor === null;
  return {
    at: new Date(momentOf(making)),
    event,
    // A look-up that ended with a fault of the bank is no success.
    success: !REFUSING.has(event) && !(event === "payment.looked_up" && chance.below(150) === 0),
    actorId: actor?.id ?? null,
    actor: actor?.email ?? null,
    resource: resourceOf(event, making, actor),
    detail: detailOf(event, making),
    ip: byProcess ? null : `${actor ? "10.20" : "203.0"}.${chance.below(6)}.${chance.below(250)}`,
    userAgent: byProcess ? null : chance.lean(BROWSERS),
    // A session has some hundred acts.
    sessionHash: actor && hashOf(`${actor.id} ${Math.floor(place / 1_000)}`),
    requestId: byProcess ? null : `R${String(place).padStart(9, "0")}${age < 0.5 ? "A" : "B"}`,
  };
}

/** Requests overtake each other by milliseconds, and the clock was wrong once. */
function momentOf({ place, all, age, chance }: Making): number {
  const since = place - Math.floor(JUMP.at * all);
  const back = since >= 0 && since < JUMP.rows ? JUMP.milliseconds : 0;
  return NEWEST - SPAN + Math.floor(SPAN * age) - chance.below(40) - back;
}

function resourceOf(event: string, making: Making, actor: Person | null): string | null {
  const { chance } = making;
  if (/^(?:payment|share)\./.test(event)) return invoiceOf(making);
  if (/^person\./.test(event)) return actor && chance.pick(CLERKS).email;
  if (event === "session.refused") return chance.below(3) === 0 ? chance.lean(CLERKS).email : null;
  if (event === "session.proved") return actor?.email ?? null;
  if (event === "access.refused") return chance.pick(["audit.read", "people.manage"]);
  return event === "request.refused" ? "/api/reveals" : null;
}

function detailOf(event: string, { place, age, chance }: Making): NewRow["detail"] {
  switch (event) {
    case "payment.looked_up":
      return {
        terminal: chance.pick(["main", "shop"]),
        service: "payment",
        kind: chance.below(8) === 0 ? "failed" : "paid",
        statusName: "CHARGE",
        resultCode: "100",
        observation: chance.uuid(),
      };
    case "payments.listed":
      return {
        filters: "state",
        search: "",
        rows: LISTED,
        invoices: named(LISTED, place, chance).join(","),
      };
    case "payments.exported":
      return {
        from: 1 + EXPORTED * chance.below(20),
        rows: EXPORTED,
        invoices: named(EXPORTED, place, chance).join(","),
      };
    case "payment.revealed":
      return { field: "payer.phone", reason: "delivery" };
    case "audit.read":
      return { query: "event=payment.looked_up", rows: 100 };
    case "audit.started":
      return { run: chance.uuid(), schema: 12, retentionDays: age < OLD_PART ? 90 : 180 };
    case "session.refused":
      return { tries: chance.below(10) };
    default:
      return event.startsWith("share.") ? { share: chance.uuid() } : {};
  }
}

/** The number of the newest payment when the row at this position was written. */
export function newestAt(place: number): number {
  return Math.floor(place * 0.45);
}

/** When the payment was the newest. */
export function momentOfPayment(payment: number, all: number): number {
  return NEWEST - SPAN + Math.floor((SPAN * payment) / newestAt(all));
}

export function invoiceNumber(payment: number): string {
  return String(300_000_000 + payment * 7);
}

/** The latest invoice number before this position that is looked up only once. */
export function seenOnce(place: number): string {
  return String(900_000_000 + Math.floor(place / ONCE));
}

/** Mostly recent payments. */
function invoiceOf({ place, chance }: Making): string {
  if (place % ONCE === 0) return seenOnce(place);
  if (chance.below(200) === 0) return chance.pick(OFTEN_SEEN);
  return invoiceNumber(Math.max(0, newestAt(place) - Math.floor(chance.next() ** 3 * 5_000)));
}

/** Consecutive payments of a list, mostly the newest at that time. */
function named(count: number, place: number, chance: Chance): string[] {
  const newest = newestAt(place);
  const first = chance.below(3) === 0 ? chance.below(newest + 1) : newest;
  const names = Array.from({ length: count }, (_, n) => invoiceNumber(Math.max(0, first - n)));
  return chance.below(20) === 0 ? [chance.pick(OFTEN_SEEN), ...names.slice(1)] : names;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
