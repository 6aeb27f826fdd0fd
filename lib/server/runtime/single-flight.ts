/** A call in progress, or one that has just ended. */
interface Flight<Result> {
  result: Promise<Result>;
  /** On the clock of `performance.now()`; null while the call is in progress. */
  endedAt: number | null;
  /** Requests that still wait for it. */
  waiting: number;
  /** Cancels the call. */
  abort: (reason: unknown) => void;
}

/** How long an ended call is kept for requests that arrived before its end, in milliseconds. */
const KEEP_ENDED_MILLISECONDS = 15_000;

/** The most ended calls that are kept: a busy process would keep thousands of answers in 15 seconds. */
const MOST_ENDED = 1_000;

/** Shares the call of one key; see `singleFlight`. */
export type Share<Result> = (
  key: string,
  arrivedAt: number,
  call: (signal: AbortSignal) => Promise<Result>,
  left?: AbortSignal,
) => Promise<Result>;

/**
 * Shares one call among all requests with the same key (single flight). A request joins a call that
 * has not ended, or that ended after the request arrived. So no result is older than the request,
 * even if a busy process handles the request later. A failed call is shared as well. Of more than a
 * thousand ended calls the oldest are forgotten: who comes to one of them asks again.
 *
 * A request whose signal `left` aborts rejects with the signal's reason. When nobody waits any more,
 * the call is cancelled, and the next request makes a new one.
 *
 * `arrivedAt` is on the clock of `performance.now()`.
 */
export function singleFlight<Result>(): Share<Result> {
  const inProgress = new Map<string, Flight<Result>>();
  /** In the order of their ends. */
  const ended = new Map<string, Flight<Result>>();

  const start = (key: string, call: (signal: AbortSignal) => Promise<Result>) => {
    const controller = new AbortController();
    const flight: Flight<Result> = {
      result: call(controller.signal),
      endedAt: null,
      waiting: 0,
      abort: (reason) => {
        if (inProgress.get(key) === flight) inProgress.delete(key);
        controller.abort(reason);
      },
    };
    const end = () => {
      if (controller.signal.aborted) return;
      flight.endedAt = performance.now();
      inProgress.delete(key);
      keepEnded(ended, key, flight);
    };
    flight.result.then(end, end);
    inProgress.set(key, flight);
    return flight;
  };

  return async (key, arrivedAt, call, left) => {
    left?.throwIfAborted();
    const current = inProgress.get(key) ?? ended.get(key);
    const isInTime = current && (current.endedAt === null || arrivedAt <= current.endedAt);
    return join(isInTime ? current : start(key, call), left);
  };
}

function keepEnded<Result>(
  ended: Map<string, Flight<Result>>,
  key: string,
  flight: Flight<Result>,
): void {
  ended.delete(key);
  ended.set(key, flight);
  for (const oldest of ended.keys()) {
    if (ended.size <= MOST_ENDED) break;
    ended.delete(oldest);
  }
  setTimeout(() => {
    if (ended.get(key) === flight) ended.delete(key);
  }, KEEP_ENDED_MILLISECONDS).unref();
}

/** Waits for a call until the signal aborts; the last one to leave cancels it. */
function join<Result>(flight: Flight<Result>, left: AbortSignal | undefined): Promise<Result> {
  flight.waiting += 1;
  if (!left) return flight.result;
  return new Promise((resolve, reject) => {
    const leave = () => {
      flight.waiting -= 1;
      if (flight.waiting === 0 && flight.endedAt === null) flight.abort(left.reason);
      reject(left.reason);
    };
    left.addEventListener("abort", leave, { once: true });
    flight.result.then(resolve, reject).finally(() => left.removeEventListener("abort", leave));
  });
}
