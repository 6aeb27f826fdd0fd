import { type QueryState, queryOptions } from "@tanstack/react-query";
import { fetchLookUp } from "#lib/api/client.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";

/** The queries that the browser repeats, with their cache keys. */

const FIRST_GAP_MILLISECONDS = 5_000;
const LONGEST_GAP_MILLISECONDS = 60_000;

/** Polling interval of a payment that may still change: grows by half each time, up to a minute. */
function recheckGap(looksSoFar: number): number {
  return Math.min(LONGEST_GAP_MILLISECONDS, FIRST_GAP_MILLISECONDS * 1.5 ** looksSoFar);
}

/** Intervals after faults that last for a while. */
const SLOW_GAP_MILLISECONDS = 30_000;
const SILENT_GAP_MILLISECONDS = 15_000;

/**
 * Milliseconds until the bank is asked again: short while the payment is in progress, the bank's
 * Retry-After if it sent one, long after a fault. False if only a person may ask again: the answer is
 * final, or the bank does not know the number.
 */
function gapAfter(latest: ShownAnswer, looksSoFar: number): number | false {
  if (latest.class === "moving") return recheckGap(looksSoFar);
  if (latest.fault === null) return false;
  if (latest.retryAt) {
    const wait = Date.parse(latest.retryAt) - Date.parse(latest.checkedAt);
    return Math.max(wait, FIRST_GAP_MILLISECONDS);
  }
  const first = latest.kind === "our_settings" ? SLOW_GAP_MILLISECONDS : SILENT_GAP_MILLISECONDS;
  return Math.max(first, recheckGap(looksSoFar));
}

/** The query of a look-up. Its first answer comes with the page, and it is polled as `gapAfter` says. */
export function lookUpQuery(
  known: ShownAnswer,
  {
    terminal,
    byTimer,
    jitter,
  }: {
    /** Undefined asks the first terminal, and the others where it does not know the number. */
    terminal: string | undefined;
    byTimer: boolean;
    /** 0 to 1: spreads the requests of many open pages. */
    jitter: number;
  },
) {
  const { invoiceId, service } = known;
  return queryOptions({
    queryKey: ["look-up", invoiceId, terminal, service] as const,
    queryFn: ({ signal }) => fetchLookUp({ invoiceId, terminal, service }, { byTimer, signal }),
    initialData: known,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchInterval: ({ state }) => nextGap(state, jitter),
  });
}

type QueryCounts = Pick<
  QueryState<ShownAnswer>,
  "data" | "dataUpdateCount" | "errorUpdateCount" | "dataUpdatedAt" | "errorUpdatedAt"
>;

/** The interval before the next request in milliseconds; false if only a person may ask again. */
function nextGap(state: QueryCounts, jitter: number): number | false {
  const looks = state.dataUpdateCount + state.errorUpdateCount;
  const gap = state.data ? gapAfter(state.data, looks) : false;
  return gap && gap * (1 + jitter * 0.2);
}

/** The time of the next automatic request, in milliseconds since the epoch; null if there is none. */
export function nextLookAt(state: QueryCounts | undefined, jitter: number): number | null {
  const gap = state ? nextGap(state, jitter) : false;
  return state && gap ? Math.max(state.dataUpdatedAt, state.errorUpdatedAt) + gap : null;
}
