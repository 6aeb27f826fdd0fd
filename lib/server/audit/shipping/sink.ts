import { type FileHandle, open } from "node:fs/promises";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { log } from "#lib/server/log.ts";
import type { ShippedRow } from "./cursor.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { sendToSyslog } from "./syslog.ts";

/** Delivers a batch of audit rows in order; rejects when delivery failed. */
export type Sink = (rows: readonly ShippedRow[]) => Promise<void>;

/** The sink of an address: `file:`, `syslog:` (TCP) or `syslogs:` (TLS). */
export function sinkFor(url: URL, limits: Limits = LIMITS): Sink {
  if (url.protocol === "file:") return (rows) => appendToFile(fileURLToPath(url), rows);
  const target = {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || (url.protocol === "syslogs:" ? SYSLOG_TLS_PORT : SYSLOG_TCP_PORT)),
    isSecure: url.protocol === "syslogs:",
    from: hostname(),
  };
  return (rows) => sendToSyslog(target, rows, limits);
}

/** RFC 5425, 4.1; RFC 6587, A.1. */
const SYSLOG_TLS_PORT = 6514;
const SYSLOG_TCP_PORT = 601;

/** Read, write and use by everybody. The group is the operator's matter: collectors read by it. */
const FOR_EVERYBODY = 0o007;

/**
 * Appends one line of JSON per row. Opens the file for each batch, so that it may be rotated. A file
 * that everybody may read is closed to them, where it is ours.
 */
async function appendToFile(path: string, rows: readonly ShippedRow[]): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "a", 0o600);
    const { mode, uid } = await file.stat();
    if ((mode & FOR_EVERYBODY) !== 0 && uid === process.getuid?.()) {
      await file.chmod(mode & 0o7777 & ~FOR_EVERYBODY);
      log().warn({ path }, "everybody could read the shipped audit; its mode was tightened");
    }
    await file.appendFile(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    await file.sync();
  } finally {
    await file?.close();
  }
}
