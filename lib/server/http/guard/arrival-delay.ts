/**
 * Delays handling until no connection and no request arrived for two turns of the event loop. Node
 * accepts one connection a turn, and a turn in which Next works is long: without the delay the last
 * of hundreds that come at once is read after the first answer has landed, and asks the bank again.
 * 500 at once about one invoice, ten herds with new connections on a busy machine: 1 or 2 bank calls
 * each with the delay, 1 to 10 without (docs/decisions/071-arrival-delay.md).
 */
export interface ArrivalDelay {
  /** To be called for every connection and every request. */
  note(): void;
  /** Resolves after two turns without an arrival, or after the longest delay. */
  settled(): Promise<void>;
}

/** A connection and its request are read in turns of their own, so one quiet turn is not enough. */
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
    note() {
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
