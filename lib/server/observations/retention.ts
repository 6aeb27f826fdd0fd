import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { deleteObservations, observationShare } from "./observations.ts";

/** Observations are kept for `RETENTION_DAYS` and then deleted, as the law requires. */

const DAY_MILLISECONDS = 86_400_000;
/** Until when an observation of this moment is kept. */
export function keptUntil(seenAt: string): Date {
  return new Date(Date.parse(seenAt) + settings().retentionDays * DAY_MILLISECONDS);
}

/** Deletes observations past their retention and returns their number. */
export function deleteExpiredObservations(db: Database): Promise<number> {
  return deleteObservations(db, keptSince());
}

/** How many observations are past their retention, of how many. */
export function expiredShare(db: Database): Promise<{ old: number; all: number }> {
  return observationShare(db, keptSince());
}

/** Observations made before this moment are past their retention. */
export function keptSince(): Date {
  return new Date(Date.now() - settings().retentionDays * DAY_MILLISECONDS);
}
