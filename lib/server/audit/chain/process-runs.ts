import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { processRuns } from "#lib/server/db/schema/audit.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { type AuditEntry, record } from "../record.ts";

/**
 * Records when a process starts and stops writing the audit log, with its schema version and
 * retention, and which process ended without recording its stop (PCI DSS 10.2.1.6, 10.2.1.7).
 *
 * A run has a row in `process_runs` from its start to its stop, and a living process holds an
 * advisory lock for it, which PostgreSQL releases when the process dies. So a row whose lock is free
 * belongs to a dead process, or to one that has lost its connection; `run-watch.ts` tells them apart.
 */

/** The id of this process's run. */
export const ownRun = singleton("run", () => randomUUID());

/**
 * Takes the lock of a run ($1) for the database session, if it is free; a lock has a number, not a
 * text. False while the run's former connection still holds it.
 */
export const TAKE_LOCK = "select pg_try_advisory_lock(hashtextextended($1, 0)) as is_held";

/**
 * Whether nobody holds the lock of the row's run. Locks it in shared mode until the end of the
 * transaction: its process cannot take it meanwhile, and two who ask do not see each other.
 */
const isFree = sql`pg_try_advisory_xact_lock_shared(hashtextextended(${processRuns.run}::text, 0))`;

/** Records that this process starts. */
export async function recordStart(db: Database): Promise<void> {
  const { retentionDays } = settings();
  const detail = { run: ownRun(), schema: await schemaVersion(db), retentionDays };
  await record(db, entry("audit.started", detail), async (tx) => {
    await tx.insert(processRuns).values({ run: ownRun() });
  });
}

/** Records an orderly stop of this process. */
export async function recordStop(db: Database): Promise<void> {
  await record(db, entry("audit.stopped", { run: ownRun() }), async (tx) => {
    await tx.delete(processRuns).where(eq(processRuns.run, ownRun()));
  });
}

/** The runs of other processes whose lock nobody holds. */
export async function freeRuns(db: Database): Promise<string[]> {
  const rows = await db
    .select({ run: processRuns.run })
    .from(processRuns)
    .where(and(ne(processRuns.run, ownRun()), isFree));
  return rows.map(({ run }) => run);
}

/**
 * Records that these runs ended without a stop, each once however many processes do it, and none
 * that has been taken up again meanwhile.
 */
export async function recordUnended(db: Database, runs: readonly string[]): Promise<void> {
  if (runs.length === 0) return;
  await db.transaction(async (tx) => {
    const removed = await tx
      .delete(processRuns)
      .where(and(inArray(processRuns.run, [...runs]), isFree))
      .returning();
    const [first, ...others] = removed.map(({ run }) => entry("audit.unended", { run }));
    if (first) await record(tx, [first, ...others]);
  });
}

/**
 * To be called by a process that has taken its lock again: if another one has recorded its end
 * meanwhile, it records that it goes on.
 */
export async function recordReturn(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    const [returned] = await tx
      .insert(processRuns)
      .values({ run: ownRun() })
      .onConflictDoNothing()
      .returning();
    if (returned) await record(tx, entry("audit.resumed", { run: ownRun() }));
  });
}

/** The number of migrations that were applied to this database. */
async function schemaVersion(db: Database): Promise<number> {
  const counted = await db.execute(
    sql`select count(*)::int as steps from drizzle.__drizzle_migrations`,
  );
  return z.object({ rows: z.tuple([z.object({ steps: z.number() })]) }).parse(counted).rows[0]
    .steps;
}

function entry(event: AuditEntry["event"], detail: NonNullable<AuditEntry["detail"]>): AuditEntry {
  return { event, success: event !== "audit.unended", by: null, detail };
}
