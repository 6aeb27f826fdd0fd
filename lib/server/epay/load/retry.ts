import { type Deadline, pause } from "../deadline.ts";
import type { Repeat } from "../fault.ts";
import type { Limits } from "../timeouts.ts";

/** The outcome of one attempt, and whether it may be retried. */
export interface Try<T> {
  outcome: T;
  repeat: Repeat;
  /** Nothing was sent: the outcome of an attempt before tells more. */
  isUnsent?: boolean;
}

/** Retries work within its deadline and gives the outcome of the last attempt. */
export type Retry = <T>(work: () => Promise<Try<T>>, deadline: Deadline) => Promise<T>;

/**
 * Creates a retry function with full jitter (a random pause below a growing limit) and a retry
 * budget for all work together: a share of the work, plus a burst that refills over time. So
 * retries do not add much load to a bank in an outage.
 */
export function createRetry(
  limits: Limits,
  { random, monotonic }: { random: () => number; monotonic: () => number },
): Retry {
  let budget: number = limits.repeatBurst;
  let filledAt = monotonic();
  return async (work, deadline) => {
    const now = monotonic();
    const earned = limits.repeatShare + ((now - filledAt) / 1000) * limits.repeatsPerSecond;
    budget = Math.min(limits.repeatBurst, budget + earned);
    filledAt = now;
    const repeats = { again: 0, once: 0 };
    for (let last: Awaited<ReturnType<typeof work>> | null = null; ; ) {
      const { outcome, repeat, isUnsent = false } = await work();
      if (isUnsent) return last?.outcome ?? outcome;
      last = { outcome, repeat };
      const done = repeats.again + repeats.once;
      if (repeat === "never" || deadline.signal.aborted || done + 1 >= limits.attempts)
        return outcome;
      if (repeat === "once" && repeats.once > 0) return outcome;
      const wait = random() * Math.min(limits.backoffCapMs, limits.backoffBaseMs * 2 ** done);
      if (budget < 1 || wait >= deadline.remainingMs()) return outcome;
      budget -= 1;
      repeats[repeat] += 1;
      await pause(wait, deadline.signal);
      if (deadline.signal.aborted) return outcome;
    }
  };
}
