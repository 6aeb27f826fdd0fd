import type { Sum } from "#lib/money/sum.ts";
import type { BankAnswer, FinalityClass, Kind } from "#lib/payment/payment.ts";

/** What the home page shows of a person's own work. */

/** An outcome as its badge needs it. */
export type Outcome = Pick<BankAnswer, "kind" | "class" | "statusName" | "resultCode">;

/** One payment that this person looked up, as it was then. */
export interface OwnRow {
  href: string;
  invoiceId: string;
  badge: Outcome;
  /** When they looked last. */
  at: Date;
  /** Null where the bank told nothing, or when it was deleted since. */
  facts: OwnFacts | null;
}

/** By what a person recognises the payment of a call. */
export interface OwnFacts {
  sum: Sum | null;
  currency: string | null;
  /** The card's last four digits. */
  last: string | null;
  /** When the bank recorded it: RFC 3339 in UTC. */
  createdAt: string | null;
}

/** A payment of theirs that was not final when they looked. */
export interface WaitingRow {
  href: string;
  invoiceId: string;
  badge: Outcome;
  /** When the bank said this. */
  at: Date;
  /** Somebody asked again since, and the outcome is another one now. */
  isNews: boolean;
}

export interface OwnDay {
  /** Today's look-ups, the latest first, one for each payment. */
  rows: readonly OwnRow[];
  /** Payments that were looked up today; more than there are rows when there are many. */
  count: number;
  waiting: readonly WaitingRow[];
}

/** Faults after which the same question may well be answered. */
const PASSING: ReadonlySet<Kind> = new Set(["bank_error", "unreachable", "unreadable"]);

/** Is this an outcome that somebody has to come back to? What nobody knows, or what moves. */
export function isWaitedFor(outcome: { kind: Kind; class: FinalityClass }): boolean {
  return outcome.class === "moving" || outcome.class === "may_change" || PASSING.has(outcome.kind);
}
