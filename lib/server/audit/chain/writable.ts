import { sql } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { countAuditWrite } from "#lib/server/metrics/metrics.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { lockHead } from "./head.ts";

/** Whether the audit can be written, by what became of the last write. */

/** On the clock of `performance.now()`, which nobody sets back; -Infinity before the first write. */
const lastWrite = singleton("audit-last-write", () => ({ succeededAt: -Infinity }));

/** Notes how a write of the audit ended: after one that failed nothing older counts. */
export function noteWrite({ succeeded }: { succeeded: boolean }): void {
  countAuditWrite({ succeeded });
  lastWrite().succeededAt = succeeded ? performance.now() : -Infinity;
}

/** Whether the last write succeeded, and no longer ago than this. */
export function wroteWithin(milliseconds: number): boolean {
  return performance.now() - lastWrite().succeededAt <= milliseconds;
}

/**
 * Writes the head of the chain as it is: takes the lock that every write needs, and commits.
 * @throws AuditAlarm when the chain must not be continued, or the error of the statement, after
 * `milliseconds` at the latest if the lock is held.
 */
export async function tryWrite(db: Database, milliseconds: number): Promise<void> {
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql.raw(`set local statement_timeout = ${milliseconds}`));
      await lockHead(tx);
      await tx.execute(sql`select rewrite_audit_head()`);
    });
    noteWrite({ succeeded: true });
  } catch (error) {
    noteWrite({ succeeded: false });
    throw error;
  }
}
