import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { forgetShares } from "#lib/server/shares/links.ts";
import { forgetObservations } from "./observations.ts";

/** What was seen of payments is kept for a time and then removed, as the law asks. */

const DAY_MILLISECONDS = 86_400_000;
/** So long a dead link still stands, for the question what was sent. */
const DEAD_SHARE_DAYS = 7;

/** Until when something seen at this moment is kept. */
export function keptUntil(seenAt: string): Date {
  return new Date(Date.parse(seenAt) + settings().retentionDays * DAY_MILLISECONDS);
}

/** Removes what is past its time. */
export async function forgetOld(db: Database): Promise<void> {
  const before = new Date(Date.now() - settings().retentionDays * DAY_MILLISECONDS);
  const removed = await forgetObservations(db, before);
  const removedShares = await forgetShares(db, {
    expiredBefore: new Date(Date.now() - DEAD_SHARE_DAYS * DAY_MILLISECONDS),
    seenBefore: before,
  });
  if (removed + removedShares > 0) log().info({ removed, removedShares }, "retention");
}
