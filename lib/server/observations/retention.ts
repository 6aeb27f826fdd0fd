import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { deleteObservations } from "./observations.ts";

/** What was seen of payments is kept for a time and then removed, as the law asks. */

const DAY_MILLISECONDS = 86_400_000;
/** Until when something seen at this moment is kept. */
export function keptUntil(seenAt: string): Date {
  return new Date(Date.parse(seenAt) + settings().retentionDays * DAY_MILLISECONDS);
}

/** Removes observations that are past their time; gives how many. */
export function deleteExpiredObservations(db: Database): Promise<number> {
  return deleteObservations(db, keptSince());
}

/** What was seen before this moment is past its time. */
export function keptSince(): Date {
  return new Date(Date.now() - settings().retentionDays * DAY_MILLISECONDS);
}
