import { type QueryState, queryOptions } from "@tanstack/react-query";
import { fetchLookUp, type KnownAnswer } from "#lib/api/client.ts";
import { gapAfter } from "./gaps.ts";

/** The queries that the browser repeats, with their cache keys. */

/** A look-up whose first answer came with the page and which the page keeps fresh. */
export function lookUpQuery(
  known: KnownAnswer,
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
  QueryState<KnownAnswer>,
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
