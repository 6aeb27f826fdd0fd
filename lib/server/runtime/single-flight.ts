/** A call in progress, or one that has just ended. */
interface Flight<Result> {
  result: Promise<Result>;
  /** On the clock of `performance.now()`; null while the call is in progress. */
  endedAt: number | null;
}

/** How long an ended call is kept for requests that arrived before its end, in milliseconds. */
const KEEP_ENDED_MILLISECONDS = 15_000;

/** The most ended calls that are kept: a busy process would keep thousands of answers in 15 seconds. */
const MOST_ENDED = 1_000;

/**
 * Shares one call among all requests with the same key (single flight). A request joins a call that
 * has not ended, or that ended after the request arrived. So no result is older than the request,
 * even if a busy process handles the request later. A failed call is shared as well. Of more than a
 * thousand ended calls the oldest are forgotten: who comes to one of them asks again.
 *
 * `arrivedAt` is on the clock of `performance.now()`.
 */
export function singleFlight<Result>(): (
  key: string,
  arrivedAt: number,
  call: () => Promise<Result>,
) => Promise<Result> {
  const inProgress = new Map<string, Flight<Result>>();
  /** In the order of their ends. */
  const ended = new Map<string, Flight<Result>>();
  return (key, arrivedAt, call) => {
    const current = inProgress.get(key) ?? ended.get(key);
    if (current && (current.endedAt === null || arrivedAt <= current.endedAt)) {
      return current.result;
    }
    const flight: Flight<Result> = { result: call(), endedAt: null };
    inProgress.set(key, flight);
    const end = () => {
      flight.endedAt = performance.now();
      inProgress.delete(key);
      ended.delete(key);
      ended.set(key, flight);
      for (const oldest of ended.keys()) {
        if (ended.size <= MOST_ENDED) break;
        ended.delete(oldest);
      }
      setTimeout(() => {
        if (ended.get(key) === flight) ended.delete(key);
      }, KEEP_ENDED_MILLISECONDS).unref();
    };
    flight.result.then(end, end);
    return flight.result;
  };
}
