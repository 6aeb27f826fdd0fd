import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import { type Database, database } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { claimCursor, releaseCursor, rowsAfter } from "./cursor.ts";
import { LIMITS } from "./limits.ts";
import { type Sink, sinkFor } from "./sink.ts";

/**
 * Ships the audit to a file or a syslog receiver, where a database administrator cannot change it
 * (PCI DSS 10.3.3). Delivery is at least once and in order: the cursor is in the database and moves
 * after the sink accepted the rows. A failing sink delays no request; shipping retries it.
 */

const state = singleton("audit-shipping", () => ({ failures: 0 }));

/** Whether the last delivery succeeded; true without a sink. */
export function isShipping(): boolean {
  return state().failures === 0;
}

/** Starts the shipping rounds if the settings name a sink. */
export function startShipping(): void {
  const { auditShipTo } = settings();
  if (!auditShipTo) return;
  const sink = sinkFor(auditShipTo);
  const round = async () => {
    await tryToShip(auditShipTo.href, sink);
    const pause = LIMITS.pauseMs * 2 ** state().failures;
    setTimeout(round, Math.min(pause, LIMITS.longestPauseMs)).unref();
  };
  void round();
}

async function tryToShip(name: string, sink: Sink): Promise<void> {
  try {
    const { db } = await database();
    await ship(db, name, sink);
    if (state().failures > 0) log().info("the audit is shipped again");
    state().failures = 0;
  } catch (error) {
    state().failures += 1;
    log().error({ err: error, failures: state().failures }, "the audit could not be shipped");
  }
}

/**
 * Ships every row that the sink does not have yet; does nothing while another process ships.
 * @throws the sink's error; batches that the sink accepted before are not sent again.
 */
export async function ship(db: Database, name: string, sink: Sink): Promise<void> {
  let isLast = false;
  while (!isLast) {
    const from = await claimCursor(db, name);
    if (from === null) return;
    let shipped = from;
    try {
      const next = await rowsAfter(db, from);
      isLast = next.isLast;
      if (next.rows.length > 0) await sink(next.rows);
      shipped = next.rows.at(-1)?.id ?? from;
    } finally {
      await releaseCursor(db, name, shipped);
    }
  }
}
