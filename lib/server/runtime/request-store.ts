import { AsyncLocalStorage } from "node:async_hooks";
import type { ErrorCode } from "#lib/http/errors.ts";
import { singleton } from "./singleton.ts";

/** Data of one HTTP request that all code which handles it can read. */
export interface RequestContext {
  /** Reference of the request, short enough to be dictated on the phone. */
  id: string;
  /** Moment of arrival on the clock of `performance.now()`. */
  arrivedAt: number;
  /** The client's IP address as `clientAddress` determines it; null if unknown. */
  peer: string | null;
  method: string;
  /** The person of a living session, for limits only; null without one, and until it is known. */
  person: string | null;
  /** Whether a browser prefetches without an action of a person. */
  isPrefetch: boolean;
  /** The status of a page that is not the usual one; Next lets no page choose it. */
  pageStatus: number | null;
  /** Aborts, with the AppError `caller_left`, when the client has gone before the whole answer. */
  left: AbortSignal;
  /** Why the page that answers it failed, once it did. */
  failure?: ErrorCode;
  /** The request's turn at the processor, where it has one. */
  turn?: RequestTurn;
}

/** A turn can be left to others while the request waits for something else than the processor. */
export interface RequestTurn {
  end(): void;
  /** Waits for the next turn, unless this one has not ended; goes on without one after some time. */
  resume(): Promise<void>;
}

/** One store per process: Next bundles each route and proxy.ts separately. */
export const requestStore = singleton(
  "request-store",
  () => new AsyncLocalStorage<RequestContext>(),
);
