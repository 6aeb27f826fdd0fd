import { queryOptions } from "@tanstack/react-query";
import { fetchLookUp } from "#lib/api/client.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";

/** Queries that the browser repeats, with their keys. */

const FIRST_GAP_MILLISECONDS = 5_000;
const LONGEST_GAP_MILLISECONDS = 60_000;

/** Polling interval of a payment that may still change: grows by half each time, up to a minute. */
function recheckGap(looksSoFar: number): number {
  return Math.min(LONGEST_GAP_MILLISECONDS, FIRST_GAP_MILLISECONDS * 1.5 ** looksSoFar);
}

/** A look-up whose first answer came with the page and which the page keeps fresh. */
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
    refetchInterval: ({ state }) =>
      state.data?.class === "moving"
        ? recheckGap(state.dataUpdateCount + state.errorUpdateCount) * (1 + jitter * 0.2)
        : false,
  });
}
