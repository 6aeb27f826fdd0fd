import { type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { isLoopback } from "#lib/http/loopback.ts";
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

/** A proxy that https connections are tunnelled through (RFC 9110, 9.3.6). */
export interface Proxy {
  /** May contain a user name and password. */
  url: string;
  /** Hosts that are asked without it, separated by commas, as in NO_PROXY. */
  except: string;
}

export interface ClientOptions {
  /**
   * Refuses host names that resolve to a private address. Not through a proxy, which resolves the
   * names itself; there the certificate alone proves the host.
   */
  publicOnly?: boolean;
  proxy?: Proxy | null;
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
 * redirects, and neither requests nor accepts compression.
 */
export function createBoundedClient(bounds: Bounds, options: ClientOptions = {}): BoundedClient {
  const pools = new Map<string, Dispatcher>();
  const poolOf = (origin: string) => {
    const pool = pools.get(origin) ?? openPool(origin, bounds, options);
    pools.set(origin, pool);
    return pool;
  };
  return {
    boundedRequest: ({ origin, ...request }, signal) =>
      new Promise((resolve) => {
        const exchange = new Exchange({ bounds, signal, resolve });
        if (!signal.aborted) poolOf(origin).dispatch(optionsOf(origin, request), exchange);
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
function openPool(
  origin: string,
  bounds: Bounds,
  { publicOnly = false, proxy = null }: ClientOptions,
): Dispatcher {
  const options = {
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
  };
  if (!proxy || isLoopback(new URL(origin).hostname)) return new Pool(origin, options);
  return new EnvHttpProxyAgent({
    ...options,
    // Given, so that undici reads no environment variable.
    ...{ httpProxy: "", httpsProxy: proxy.url, noProxy: proxy.except },
    requestTls: { timeout: bounds.connectMs, rejectUnauthorized: true },
    proxyTls: { timeout: bounds.connectMs, rejectUnauthorized: true },
    // A proxy that does not answer is a connection that cannot be made.
    clientFactory: (url, given) => new Pool(url, { ...given, headersTimeout: bounds.connectMs }),
  });
}

function optionsOf(
  origin: string,
  { headers, ...request }: Omit<HttpRequest, "origin">,
): Dispatcher.DispatchOptions {
  return { origin, ...request, headers: { ...headers, "accept-encoding": "identity" } };
}
