import { and, asc, eq, gt, isNull, lt, or } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditShipments } from "#lib/server/db/schema/audit.ts";
import { LIMITS } from "./limits.ts";

/** A cursor for each sink: the id of the last audit row that the sink has accepted. */

/** An audit row as it is shipped: all columns, including its hash. */
export interface ShippedRow {
  id: number;
  /** UTC, RFC 3339 with milliseconds. */
  at: string;
  event: string;
  success: boolean;
  actorId: string | null;
  actor: string | null;
  resource: string | null;
  detail: Record<string, string | number | null>;
  ip: string | null;
  userAgent: string | null;
  sessionHash: string | null;
  requestId: string | null;
  hash: string | null;
}

/** Claims the cursor for this process and gives its position; null while another process has it. */
export async function claimCursor(db: Database, sink: string): Promise<number | null> {
  await db.insert(auditShipments).values({ sink, lastId: 0 }).onConflictDoNothing();
  const now = Date.now();
  const [claimed] = await db
    .update(auditShipments)
    .set({ claimedUntil: new Date(now + LIMITS.claimMs) })
    .where(
      and(
        eq(auditShipments.sink, sink),
        or(isNull(auditShipments.claimedUntil), lt(auditShipments.claimedUntil, new Date(now))),
      ),
    )
    .returning({ lastId: auditShipments.lastId });
  return claimed?.lastId ?? null;
}

/** The next batch of rows after this id, and whether it is the last one. */
export async function rowsAfter(
  db: Database,
  lastId: number,
): Promise<{ rows: ShippedRow[]; isLast: boolean }> {
  const rows = await db
    .select()
    .from(audit)
    .where(gt(audit.id, lastId))
    .orderBy(asc(audit.id))
    .limit(LIMITS.batchRows);
  return {
    rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    isLast: rows.length < LIMITS.batchRows,
  };
}

/** Moves the cursor to the last row that the sink accepted, and releases it. */
export async function releaseCursor(db: Database, sink: string, lastId: number): Promise<void> {
  await db
    .update(auditShipments)
    .set({ lastId, claimedUntil: null })
    .where(eq(auditShipments.sink, sink));
}
