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

type QueryCounts = Pick<QueryState<KnownAnswer>, "data" | "dataUpdateCount" | "errorUpdateCount">;

/** How often the bank was asked since the page came. */
export function looksOf({ dataUpdateCount, errorUpdateCount }: QueryCounts): number {
  return dataUpdateCount + errorUpdateCount;
}

/** The interval before the next request in milliseconds; false if only a person may ask again. */
export function nextGap(state: QueryCounts, jitter: number): number | false {
  const gap = state.data ? gapAfter(state.data, looksOf(state)) : false;
  return gap && gap * (1 + jitter * 0.2);
}
