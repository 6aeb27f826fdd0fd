import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** What a clock elsewhere, the bank's, says about the clock of this machine. */

/** Clocks that are closer than this agree. An answer is up to ten seconds old when it has come. */
export const AGREES_MILLISECONDS = 5 * 60_000;

/** One moment on both clocks of this machine, in milliseconds. */
export interface Moment {
  /** Since 1970; somebody can set it. */
  wall: number;
  /** Since the start of this process; nobody can. */
  monotonic: number;
}

/** This moment. */
export function thisMoment(): Moment {
  return { wall: Date.now(), monotonic: performance.now() };
}

/** By how many milliseconds the clock has jumped forward between two moments; negative for back. */
export function jumpBetween(before: Moment, after: Moment): number {
  return after.wall - before.wall - (after.monotonic - before.monotonic);
}

const state = singleton(
  "other-clock",
  (): { noted: { at: Moment; aheadMilliseconds: number } | null } => ({ noted: null }),
);

/** Takes the time, in milliseconds since 1970, that the bank has just put into an answer. */
export function noteOtherClock(told: number): void {
  const before = millisecondsAhead();
  const at = thisMoment();
  state().noted = { at, aheadMilliseconds: at.wall - told };
  const isApart = Math.abs(at.wall - told) > AGREES_MILLISECONDS;
  if (isApart && (before === null || Math.abs(before) <= AGREES_MILLISECONDS)) {
    log().warn({ milliseconds: at.wall - told }, "the clock differs from the bank's");
  }
}

/**
 * By how many milliseconds this machine's clock is ahead of the bank's; null while no answer of the
 * bank has told, and after the clock has jumped since.
 */
export function millisecondsAhead(): number | null {
  const { noted } = state();
  if (!noted || Math.abs(jumpBetween(noted.at, thisMoment())) > AGREES_MILLISECONDS) return null;
  return noted.aheadMilliseconds;
}
