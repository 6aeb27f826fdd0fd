/**
 * Lets a crowd in before the first of it is served. Node accepts one connection in a turn of its
 * loop, and a turn in which Next works is long: of hundreds who come at the same moment the last
 * would be read a second later, after the first answer has landed, and could not share it.
 */
export interface Doorway {
  /** To be called for everything that comes in: a connection, a request. */
  note(): void;
  /** Resolves when nobody new has come for a moment, or the longest wait is over. */
  quiet(): Promise<void>;
}

/** A connection and its request are read in turns of their own, so one quiet turn is not enough. */
const QUIET_TURNS = 2;

export function createDoorway({ longestMilliseconds }: { longestMilliseconds: number }): Doorway {
  let arrivals = 0;
  let waiting: (() => void)[] = [];

  function watch(before: number, quietTurns: number, end: number): void {
    setImmediate(() => {
      const isQuiet = arrivals === before;
      if ((isQuiet && quietTurns + 1 >= QUIET_TURNS) || performance.now() >= end) {
        const all = waiting;
        waiting = [];
        for (const enter of all) enter();
        return;
      }
      watch(arrivals, isQuiet ? quietTurns + 1 : 0, end);
    });
  }

  return {
    note() {
      arrivals += 1;
    },
    quiet() {
      return new Promise((enter) => {
        waiting.push(enter);
        if (waiting.length === 1) watch(arrivals, 0, performance.now() + longestMilliseconds);
      });
    },
  };
}
