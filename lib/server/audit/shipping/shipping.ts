import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import { type Database, database } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { currentHead } from "../chain/head.ts";
import {
  claimCursor,
  type Place,
  placeOf,
  provenPlace,
  readCursor,
  releaseCursor,
  rowsAfter,
} from "./cursor.ts";
import { LIMITS } from "./limits.ts";
import { type Sink, sinkFor } from "./sink.ts";

/**
 * Ships the audit to a file or a syslog receiver, where a database administrator cannot change it
 * (PCI DSS 10.3.3). Delivery is at least once and in order: the cursor is in the database and moves
 * after the sink accepted the rows. A failing sink delays no request; shipping retries it.
 */

interface State {
  /** Rounds that failed, in a row. */
  failures: number;
  /** The end of the audit at a moment of the past, which the sink has to reach. */
  goal: { id: number; since: number };
  /** Whether the log has told that the sink is behind. */
  isTold: boolean;
}

/** Null without a sink. All times are of `performance.now()`, which nobody sets. */
const state = singleton("audit-shipping", (): { of: State | null } => ({ of: null }));

/** Whether the sink takes rows, and had lately all that were written; true without a sink. */
export function isShipping(): boolean {
  const { of } = state();
  return of === null || (of.failures === 0 && !isBehind(of));
}

function isBehind({ goal }: State): boolean {
  return performance.now() - goal.since > LIMITS.longestLagMs;
}

/** Starts the shipping rounds if the settings name a sink. */
export function startShipping(): void {
  const { auditShipTo } = settings();
  if (!auditShipTo) return;
  const sink = sinkFor(auditShipTo);
  const round = async () => {
    const failures = await shipRound(database, auditShipTo.href, sink);
    const pause = LIMITS.pauseMs * 2 ** failures;
    setTimeout(round, Math.min(pause, LIMITS.longestPauseMs)).unref();
  };
  void round();
}

/** Ships what there is and notes how that went; gives the number of rounds that failed in a row. */
export async function shipRound(
  open: () => Promise<{ db: Database }>,
  name: string,
  sink: Sink,
): Promise<number> {
  const of = state().of ?? {
    failures: 0,
    goal: { id: 0, since: performance.now() },
    isTold: false,
  };
  state().of = of;
  try {
    const { db } = await open();
    await ship(db, name, sink);
    await noteReached(db, name, of);
    if (of.failures > 0) log().info("the audit is shipped again");
    of.failures = 0;
  } catch (error) {
    of.failures += 1;
    log().error({ err: error, failures: of.failures }, "the audit could not be shipped");
  }
  if (isBehind(of) && !of.isTold) log().error({ sink: name }, "audit alarm: rows are not shipped");
  of.isTold = isBehind(of);
  return of.failures;
}

/** Sets the next goal when the sink has reached the last one, whichever process shipped. */
async function noteReached(db: Database, name: string, of: State): Promise<void> {
  const since = performance.now();
  const head = await currentHead(db);
  const cursor = await readCursor(db, name);
  const reached = cursor && (await provenPlace(db, name, cursor));
  if (reached && reached.id >= of.goal.id) of.goal = { id: head?.id ?? 0, since };
}

/**
 * Ships every row that the sink does not have yet; does nothing while another process ships.
 * @throws the sink's error; batches that the sink accepted before are not sent again.
 */
export async function ship(db: Database, name: string, sink: Sink): Promise<void> {
  let isLast = false;
  while (!isLast) {
    const cursor = await claimCursor(db, name);
    if (cursor === null) return;
    let shipped: Place | null = null;
    try {
      const place = await placeOf(db, name, { sink, cursor });
      const next = await rowsAfter(db, place);
      isLast = next.isLast;
      if (next.rows.length > 0) await sink.deliver(next.rows);
      shipped = next.rows.at(-1) ?? place;
    } finally {
      await releaseCursor(db, name, shipped);
    }
  }
}
