/** Acts so many times a second, whether or not what was begun is done, as strangers do. */
export interface SteadyRate {
  /** Begins no more, and waits for all that was begun; gives how many that were. */
  stop(): Promise<number>;
}

/** @throws Error from `stop()`, the first that an act threw. */
export function steadyRate(perSecond: number, act: () => Promise<unknown>): SteadyRate {
  const acts: Promise<unknown>[] = [];
  const start = performance.now();
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - start) / 1000) * perSecond);
    while (acts.length < due) {
      const one = act();
      // Read by stop(); until then it is no unhandled rejection.
      one.catch(() => {});
      acts.push(one);
    }
  }, TICK_MILLISECONDS);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(acts);
      return acts.length;
    },
  };
}
const TICK_MILLISECONDS = 5;
