import { type Dispatcher, Pool } from "undici";
import {
  type BoundedAnswer,
  type BoundedFailure,
  Exchange,
  type ExchangeBounds,
} from "./exchange.ts";
import { publicLookup } from "./public-lookup.ts";

/**
 * HTTP/1.1 requests to servers that are not trusted: bounded in time and bytes, without redirects
 * and compression. Knows nothing of the bank, the database or Next.
 */

export interface HttpRequest {
  origin: string;
  /** Path and query. */
  path: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
}

/** How much a request may take. */
export interface Bounds extends ExchangeBounds {
  /** TCP and TLS handshakes of one connection, in milliseconds. */
  connectMs: number;
  maxHeaderBytes: number;
  /** Per origin; further requests wait for one. */
  connections: number;
}

export interface BoundedClient {
  /**
   * Sends one request and reads the whole answer. Never rejects. The signal bounds the whole, the
   * wait for a connection included.
   */
  boundedRequest(
    request: HttpRequest,
    signal: AbortSignal,
  ): Promise<BoundedAnswer | BoundedFailure>;
  /** Closes the connections to an origin that can no longer be trusted to answer in order. */
  discard(origin: string): void;
  close(): Promise<void>;
}

/**
 * Keeps connections open per origin. Certificates are always checked, redirects are not followed, no
 * compression is asked for or accepted. With `publicOnly` a name that resolves to a private address
 * is not connected to.
 */
export function createBoundedClient(
  bounds: Bounds,
  { publicOnly }: { publicOnly: boolean } = { publicOnly: false },
): BoundedClient {
  const pools = new Map<string, Pool>();
  const poolOf = (origin: string) => {
    const pool = pools.get(origin) ?? openPool(origin, bounds, publicOnly);
    pools.set(origin, pool);
    return pool;
  };
  return {
    boundedRequest: ({ origin, ...request }, signal) =>
      new Promise((resolve) => {
        const exchange = new Exchange({ bounds, signal, resolve });
        if (!signal.aborted) poolOf(origin).dispatch(optionsOf(request), exchange);
      }),
    discard: (origin) => {
      void pools.get(origin)?.close();
      pools.delete(origin);
    },
    close: async () => {
      await Promise.all(Array.from(pools.values(), (pool) => pool.close()));
    },
  };
}

/** The exchange has its own, exact timers; undici's would start anew with every byte. */
function openPool(origin: string, bounds: Bounds, publicOnly: boolean): Pool {
  return new Pool(origin, {
    connections: bounds.connections,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: bounds.maxHeaderBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: bounds.connectMs,
      rejectUnauthorized: true,
      ...(publicOnly && { lookup: publicLookup }),
    },
  });
}

function optionsOf({
  headers,
  ...request
}: Omit<HttpRequest, "origin">): Dispatcher.DispatchOptions {
  return { ...request, headers: { ...headers, "accept-encoding": "identity" } };
}
