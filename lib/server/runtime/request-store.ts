import { AsyncLocalStorage } from "node:async_hooks";
import { singleton } from "./singleton.ts";

/** The facts of one HTTP request that every part of its handling may read. */
export interface RequestContext {
  /** Reference of the request, short enough to be read out on the phone. */
  id: string;
  /** Moment of arrival on the clock of `performance.now()`. */
  arrivedAt: number;
  /** The client's address as far as it can be trusted (`visitorAddress`); null when unknown. */
  peer: string | null;
  method: string;
  /** Whether a browser fetches ahead, without a person having asked. */
  isPrefetch: boolean;
}

/** One store per process, as Next bundles each route and proxy.ts apart. */
export const requestStore = singleton(
  "request-store",
  () => new AsyncLocalStorage<RequestContext>(),
);
