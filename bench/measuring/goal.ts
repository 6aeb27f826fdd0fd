import type { Bound } from "./bound.ts";
import type { Comparison, Samples } from "./statistics.ts";

/** How much a run measures. */
export interface Extent {
  /** Rounds in which ours and the baseline take turns. */
  rounds: number;
  /** How long a load lasts. */
  seconds: number;
  /** Requests of the goal that watches memory. */
  requests: number;
}

/** One line of the table. */
export interface Quantity {
  /** What is measured, with its unit. */
  what: string;
  /** What it is measured beside; null for a goal that is absolute. */
  baseline: string | null;
  /** `must` and `aim` judge the ratio, the difference, or our value alone. */
  comparison: Comparison;
  /** Decimal places of the values. */
  digits: number;
  must: Bound | null;
  aim: Bound | null;
}

/** A goal of speed or size; `docs/ids.md` says what its id means. */
export interface Goal {
  id: string;
  quantities: Readonly<Record<string, Quantity>>;
  /**
   * Starts what it needs, measures, and gives one value of each round for each quantity. What it
   * started is ended after it.
   * @throws Error when an answer was not the right one: a quick error is no result.
   */
  run(extent: Extent): Promise<Readonly<Record<string, Samples>>>;
}

/** A goal whose `run` gives exactly its quantities. */
export function defineGoal<Name extends string>(goal: {
  id: string;
  quantities: Readonly<Record<Name, Quantity>>;
  run(extent: Extent): Promise<Readonly<Record<Name, Samples>>>;
}): Goal {
  return goal;
}

/** What one of several contestants gave, one result for each of its turns. */
export interface Series<Result> {
  results: Result[];
  next(): Promise<void>;
}

/** A contestant: measures once at each turn. */
export function series<Result>(measure: () => Promise<Result>): Series<Result> {
  const results: Result[] = [];
  return {
    results,
    async next() {
      results.push(await measure());
    },
  };
}

/** Lets all take their turn in each round, in the other order every second time. */
export async function takeTurns(
  rounds: number,
  contestants: readonly Pick<Series<unknown>, "next">[],
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const inOrder = round % 2 === 0 ? contestants : contestants.toReversed();
    for (const contestant of inOrder) await contestant.next();
  }
}
