import { AGREES_MILLISECONDS } from "./other-clock.ts";

/**
 * Whether this machine's clock may be trusted to say what is old. Pure. All times are in
 * milliseconds since 1970.
 */

/** A clock further than this from what is known is doubted: more than a shop's week-end. */
export const FAR_MILLISECONDS = 3 * 86_400_000;

/** An operator's word holds for this long on the clock that they confirmed. */
const WORD_MILLISECONDS = 86_400_000;

export interface Evidence {
  /** What this machine's clock says. */
  now: number;
  /** What it should say by the last time that was trusted; null for a new installation. */
  expected: number | null;
  /** What the database's clock says. */
  database: number;
  /** By how much it is ahead of the bank's clock; null when the bank has not told. */
  aheadOfBank: number | null;
  /** When an operator last said that it is right; null for never. */
  operator: number | null;
  /** Whether the round is about to remove or block an unusual share. */
  removesMuch: boolean;
}

export type Verdict =
  | { doubt: "bank" | "database" | "jump" | "much" }
  | { doubt: null; by: "bank" | "operator" | "clock" };

/** The first doubt, or by whose word the clock is trusted; "clock" when nothing speaks against it. */
export function judge(evidence: Evidence): Verdict {
  const { now, expected, database, aheadOfBank, operator, removesMuch } = evidence;
  if (operator !== null && Math.abs(now - operator) < WORD_MILLISECONDS) {
    return { doubt: null, by: "operator" };
  }
  if (aheadOfBank !== null && Math.abs(aheadOfBank) <= AGREES_MILLISECONDS) {
    return { doubt: null, by: "bank" };
  }
  if (aheadOfBank !== null && isFar(aheadOfBank)) return { doubt: "bank" };
  if (isFar(now - database)) return { doubt: "database" };
  if (expected !== null && isFar(now - expected)) return { doubt: "jump" };
  return removesMuch ? { doubt: "much" } : { doubt: null, by: "clock" };
}

function isFar(milliseconds: number): boolean {
  return Math.abs(milliseconds) > FAR_MILLISECONDS;
}
