import type { Database } from "#lib/server/db/client.ts";
import { forgetShares } from "./links.ts";

const DAY_MILLISECONDS = 86_400_000;
/** An expired link stays for this many days, so that support can still see what was sent. */
const DEAD_LINK_DAYS = 7;

/** Removes links that expired a week ago or that show what is itself past its time; gives how many. */
export function forgetOldShares(
  db: Database,
  { seenBefore }: { seenBefore: Date },
): Promise<number> {
  const expiredBefore = new Date(Date.now() - DEAD_LINK_DAYS * DAY_MILLISECONDS);
  return forgetShares(db, { expiredBefore, seenBefore });
}
