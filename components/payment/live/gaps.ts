import type { KnownAnswer } from "#lib/api/client.ts";

/** When the page asks the bank again by itself. */

const FIRST_GAP_MILLISECONDS = 5_000;
const LONGEST_GAP_MILLISECONDS = 60_000;

/** Polling interval of a payment that may still change: grows by half each time, up to a minute. */
function recheckGap(looksSoFar: number): number {
  return Math.min(LONGEST_GAP_MILLISECONDS, FIRST_GAP_MILLISECONDS * 1.5 ** looksSoFar);
}

/** Causes that last for a while: the bank is asked less often. */
const SLOW_GAP_MILLISECONDS = 30_000;
const SILENT_GAP_MILLISECONDS = 15_000;
/** An outcome that the bank does not call final seldom changes, and only within minutes. */
const UNCLEAR_GAP_MILLISECONDS = 300_000;

/**
 * Milliseconds until the bank is asked again: often while the payment is on its way, at the bank's own
 * time when it asks to wait, seldom while it is silent or its answer not final. False when only a person
 * asks again: the answer stands, or the bank knows no such number.
 */
export function gapAfter(latest: KnownAnswer, looksSoFar: number): number | false {
  if (latest.class === "moving") return recheckGap(looksSoFar);
  if (latest.class === "may_change") return UNCLEAR_GAP_MILLISECONDS;
  if (latest.fault === null) return false;
  if (latest.retryAt) {
    const wait = Date.parse(latest.retryAt) - Date.parse(latest.checkedAt);
    return Math.max(wait, FIRST_GAP_MILLISECONDS);
  }
  const first = latest.kind === "our_settings" ? SLOW_GAP_MILLISECONDS : SILENT_GAP_MILLISECONDS;
  return Math.max(first, recheckGap(looksSoFar));
}

/** Does the page ask again by itself? */
export function isRepeated(answer: KnownAnswer): boolean {
  return gapAfter(answer, 0) !== false;
}
