import { type Dispatcher, Pool } from "undici";
import {
  type BoundedAnswer,
  type BoundedFailure,
  Exchange,
  type ExchangeBounds,
} from "./exchange.ts";
import { publicLookup } from "./public-lookup.ts";

/**
 * HTTP/1.1 requests to untrusted servers with limits of time and size, without redirects and
 * compression. Does not depend on the bank, the database or Next.
 */

export interface HttpRequest {
  origin: string;
  /** Path and query. */
  path: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
}

/** Limits of a request. */
export interface Bounds extends ExchangeBounds {
  /** TCP and TLS handshakes of one connection, in milliseconds. */
  connectMs: number;
  maxHeaderBytes: number;
  /** The most connections per origin; further requests queue. */
  connections: number;
}

export interface BoundedClient {
  /**
   * Sends one request and reads the whole answer. Never rejects. The signal ends all of it, also
   * the wait for a connection.
   */
  boundedRequest(
    request: HttpRequest,
    signal: AbortSignal,
  ): Promise<BoundedAnswer | BoundedFailure>;
  /** Closes the connections to an origin that may have mixed up its answers. */
  discard(origin: string): void;
  close(): Promise<void>;
}

/**
 * Creates a client with a pool of connections per origin. It always checks certificates, follows no
 * redirects, and neither requests nor accepts compression. With `publicOnly` it refuses host names
 * that resolve to a private address.
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

/**
 * Disables undici's timeouts, which restart with every byte; the exchange has timers of its own.
 */
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
