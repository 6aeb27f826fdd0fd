/**
 * Delays handling until no connection and no request arrived for two turns of the event loop. Node
 * accepts one connection per turn, and a turn in which Next renders is long: without the delay, the
 * last of hundreds of parallel requests would be read after the first answer, and would ask the
 * bank again. Measured with 500 parallel requests on new connections about one invoice, ten times
 * on a busy machine: 1 or 2 bank calls with the delay, 1 to 10 without
 * (docs/decisions/071-arrival-delay.md).
 */
export interface ArrivalDelay {
  /** Must be called for every connection and every request. */
  recordArrival(): void;
  /** Resolves after two turns without an arrival, or after the maximum delay. */
  settled(): Promise<void>;
}

/** A connection and its request are read in separate turns, so one quiet turn is not enough. */
const QUIET_TURNS = 2;

export function createArrivalDelay({
  longestMilliseconds,
}: {
  longestMilliseconds: number;
}): ArrivalDelay {
  let arrivals = 0;
  let waiting: (() => void)[] = [];

  function watch(before: number, quietTurns: number, end: number): void {
    setImmediate(() => {
      const isQuiet = arrivals === before;
      if ((isQuiet && quietTurns + 1 >= QUIET_TURNS) || performance.now() >= end) {
        const all = waiting;
        waiting = [];
        for (const resume of all) resume();
        return;
      }
      watch(arrivals, isQuiet ? quietTurns + 1 : 0, end);
    });
  }

  return {
    recordArrival() {
      arrivals += 1;
    },
    settled() {
      return new Promise((resume) => {
        waiting.push(resume);
        if (waiting.length === 1) watch(arrivals, 0, performance.now() + longestMilliseconds);
      });
    },
  };
}
