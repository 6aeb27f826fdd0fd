import { and, asc, eq, gt, isNull, lt, or } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditShipments } from "#lib/server/db/schema/audit.ts";
import { LIMITS } from "./limits.ts";

/** How far the audit was shipped: a row for each sink, moved on when the sink has what lies before. */

/** A row of the audit as it is shipped: all of it, and the hash that proves it. */
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

/** Takes the cursor for this process and gives where it stands; null while another one has it. */
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

/** The next rows after this one; fewer than a lot are the last there are. */
export async function rowsAfter(
  db: Database,
  lastId: number,
): Promise<{ rows: ShippedRow[]; isLast: boolean }> {
  const rows = await db
    .select()
    .from(audit)
    .where(gt(audit.id, lastId))
    .orderBy(asc(audit.id))
    .limit(LIMITS.lotRows);
  return {
    rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    isLast: rows.length < LIMITS.lotRows,
  };
}

/** Lets the cursor go, moved on to where the sink has everything. */
export async function releaseCursor(db: Database, sink: string, lastId: number): Promise<void> {
  await db
    .update(auditShipments)
    .set({ lastId, claimedUntil: null })
    .where(eq(auditShipments.sink, sink));
}
