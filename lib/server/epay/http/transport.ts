import { type Dispatcher, Pool } from "undici";
import type { Limits } from "../timeouts.ts";
import { Exchange, type HttpAnswer, type HttpFailure } from "./exchange.ts";
import { publicLookup } from "./public-lookup.ts";

/** One HTTP request to the bank. */
export interface HttpRequest {
  origin: string;
  path: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
}

export interface Transport {
  /** Talks and does not judge; never rejects. Ends at the signal, also while waiting in the queue. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer | HttpFailure>;
  /** Lets go of the connections to an origin that can no longer be trusted to answer in order. */
  discard(origin: string): void;
  close(): Promise<void>;
}

/**
 * Keep-alive connections per origin over HTTP/1.1. Redirects are not followed, certificates are
 * always checked, no compression is asked for or accepted. With `publicOnly` a name that leads to a
 * private address is connected to nowhere.
 */
export function createTransport(
  limits: Limits,
  { publicOnly }: { publicOnly: boolean } = { publicOnly: false },
): Transport {
  const pools = new Map<string, Pool>();
  const poolOf = (origin: string) => {
    const pool = pools.get(origin) ?? openPool(origin, limits, publicOnly);
    pools.set(origin, pool);
    return pool;
  };
  return {
    send: ({ origin, ...request }, signal) =>
      new Promise((resolve) => {
        const exchange = new Exchange({ limits, signal, resolve });
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

/** The exchange keeps its own, exact times; undici's would start anew with every byte. */
function openPool(origin: string, limits: Limits, publicOnly: boolean): Pool {
  return new Pool(origin, {
    connections: limits.connections,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: limits.connectMs,
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
