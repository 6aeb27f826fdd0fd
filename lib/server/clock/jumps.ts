import "server-only";
import { log } from "#lib/server/log.ts";
import { jumpBetween, thisMoment } from "./other-clock.ts";

/**
 * Tells in the log when the clock jumps forward: somebody set it, or the machine was asleep. The
 * audit tells of a jump back, which its rows show.
 */

const INTERVAL_MILLISECONDS = 30_000;
/** The same as for a jump back. */
const JUMP_MILLISECONDS = 1_000;

/** Watches the clock until the process ends. */
export function watchForJumps(): void {
  let before = thisMoment();
  setInterval(() => {
    const now = thisMoment();
    const milliseconds = Math.round(jumpBetween(before, now));
    if (milliseconds > JUMP_MILLISECONDS) log().warn({ milliseconds }, "the clock went forward");
    before = now;
  }, INTERVAL_MILLISECONDS).unref();
}
