import type { Database } from "#lib/server/db/client.ts";
import { inLongTransaction } from "#lib/server/db/pool.ts";
import { deleteShares } from "./links.ts";

const DAY_MILLISECONDS = 86_400_000;
/** An expired link is kept for this many days, so that support can still see what it showed. */
const EXPIRED_LINK_DAYS = 7;

/**
 * Deletes links that expired a week ago or whose observation is past its retention; returns how
 * many.
 */
export function forgetOldShares(
  db: Database,
  { seenBefore }: { seenBefore: Date },
): Promise<number> {
  const expiredBefore = new Date(Date.now() - EXPIRED_LINK_DAYS * DAY_MILLISECONDS);
  return inLongTransaction(db, (tx) => deleteShares(tx, { expiredBefore, seenBefore }));
}
