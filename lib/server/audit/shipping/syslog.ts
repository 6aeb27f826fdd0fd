import { connect, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import type { Limits } from "./limits.ts";
import type { ShippedRow } from "./shipped-row.ts";

/** Syslog (RFC 5424) over TCP or TLS with octet counting (RFC 6587, 3.4.1). */

/** Facility "log audit"; severities "informational" and "warning". */
const FACILITY = 13;
const [INFORMATIONAL, WARNING] = [6, 4];

interface Target {
  host: string;
  port: number;
  isSecure: boolean;
  /** This machine's host name. */
  from: string;
}

/**
 * Sends the rows over a new connection; resolves when the receiver has closed it without an error.
 */
export function sendToSyslog(
  target: Target,
  rows: readonly ShippedRow[],
  { batchMs }: Limits,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectTo(target);
    const timeout = setTimeout(
      () => socket.destroy(new Error("the syslog receiver took too long")),
      batchMs,
    );
    socket.once("error", reject);
    socket.once("close", () => {
      clearTimeout(timeout);
      resolve();
    });
    socket.once(target.isSecure ? "secureConnect" : "connect", () => {
      socket.end(rows.map((row) => framed(message(row, target.from))).join(""));
    });
    // The receiver sends nothing, but a socket emits "end" only while its data are read.
    socket.resume();
  });
}

function connectTo({ host, port, isSecure }: Target): Socket {
  return isSecure
    ? connectSecurely({ host, port, minVersion: "TLSv1.2" })
    : connect({ host, port });
}

function framed(text: string): string {
  return `${Buffer.byteLength(text)} ${text}`;
}

function message(row: ShippedRow, from: string): string {
  const priority = FACILITY * 8 + (row.success ? INFORMATIONAL : WARNING);
  const event = row.event.slice(0, 32);
  return `<${priority}>1 ${row.at} ${from || "-"} anyqta ${process.pid} ${event} - ${JSON.stringify(row)}`;
}
