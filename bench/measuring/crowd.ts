import { Pool } from "undici";
import type { Bank } from "../servers/bank-behaviour.ts";
import { ask, type Server } from "./load.ts";
import { quantiles } from "./statistics.ts";

/** How many ask at once. */
export const HERD = 500;

/** What a herd met. */
export interface Asked {
  /** Milliseconds. */
  p99: number;
  bankCalls: number;
}

/** Asks with one connection for each question; they stay open from herd to herd. */
export function crowd(server: Server, bank: Bank) {
  const pool = new Pool(server.origin, { connections: HERD, pipelining: 1 });
  return {
    async ask(invoice: () => string): Promise<Asked> {
      const before = (await bank.calls()).status;
      const times = await Promise.all(
        Array.from({ length: HERD }, () => ask(pool, server, invoice())),
      );
      return { p99: quantiles(times).p99, bankCalls: (await bank.calls()).status - before };
    },
    close: () => pool.close(),
  };
}
