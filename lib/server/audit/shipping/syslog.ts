import { connect, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import type { ShippedRow } from "./cursor.ts";
import type { Limits } from "./limits.ts";

/** Syslog (RFC 5424) over TCP or TLS, each message with its length before it (RFC 6587, 3.4.1). */

/** Facility "log audit"; severities "informational" and "warning". */
const FACILITY = 13;
const [INFORMATIONAL, WARNING] = [6, 4];

interface Target {
  host: string;
  port: number;
  isSecure: boolean;
  /** The name of this machine. */
  from: string;
}

/** Sends the rows over a connection of their own; resolves when the receiver has closed it in order. */
export function sendToSyslog(
  target: Target,
  rows: readonly ShippedRow[],
  { lotMs }: Limits,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectTo(target);
    const over = setTimeout(
      () => socket.destroy(new Error("the syslog receiver took too long")),
      lotMs,
    );
    socket.once("error", reject);
    socket.once("close", () => {
      clearTimeout(over);
      resolve();
    });
    socket.once(target.isSecure ? "secureConnect" : "connect", () => {
      socket.end(rows.map((row) => framed(message(row, target.from))).join(""));
    });
    // Nothing is expected from there, but only a socket that is read tells of its end.
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
