import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { appendToFile, lastRowOf } from "./file.ts";
import { LIMITS, type Limits } from "./limits.ts";
import type { ShippedRow } from "./shipped-row.ts";
import { sendToSyslog } from "./syslog.ts";

/** Where the audit is shipped to. */
export interface Sink {
  /** Delivers a batch of rows in order; rejects when delivery failed. */
  deliver(rows: readonly ShippedRow[]): Promise<void>;
  /** The last row that the sink has, where it can tell; null when it has none. */
  newest?(): Promise<{ id: number; hash: string } | null>;
}

/** The sink of an address: `file:`, `syslog:` (TCP) or `syslogs:` (TLS). */
export function sinkFor(url: URL, limits: Limits = LIMITS): Sink {
  if (url.protocol === "file:") {
    const path = fileURLToPath(url);
    return { deliver: (rows) => appendToFile(path, rows), newest: () => lastRowOf(path) };
  }
  const target = {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || (url.protocol === "syslogs:" ? SYSLOG_TLS_PORT : SYSLOG_TCP_PORT)),
    isSecure: url.protocol === "syslogs:",
    from: hostname(),
  };
  return { deliver: (rows) => sendToSyslog(target, rows, limits) };
}

/** RFC 5425, 4.1; RFC 6587, A.1. */
const SYSLOG_TLS_PORT = 6514;
const SYSLOG_TCP_PORT = 601;
