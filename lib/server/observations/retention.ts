import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { inLongTransaction } from "#lib/server/db/pool.ts";
import { deleteObservations } from "./observations.ts";

/** Observations are kept for `RETENTION_DAYS` and then deleted, as the law requires. */

const DAY_MILLISECONDS = 86_400_000;
/** Until when an observation of this moment is kept. */
export function keptUntil(seenAt: string): Date {
  return new Date(Date.parse(seenAt) + settings().retentionDays * DAY_MILLISECONDS);
}

/** Deletes observations past their retention and returns their number. */
export function deleteExpiredObservations(db: Database): Promise<number> {
  return inLongTransaction(db, (tx) => deleteObservations(tx, keptSince()));
}

/** Observations made before this moment are past their retention. */
export function keptSince(): Date {
  return new Date(Date.now() - settings().retentionDays * DAY_MILLISECONDS);
}
