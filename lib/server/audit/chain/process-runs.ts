import "server-only";
import { randomUUID } from "node:crypto";
import { desc, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { type AuditEntry, record } from "../record.ts";

/**
 * Records when a process started and stopped writing the audit log, with its schema version and
 * retention (PCI DSS 10.2.1.6, 10.2.1.7). A start without a stop means that the process was killed.
 */

const RUN_EVENTS = ["audit.started", "audit.stopped", "audit.unended"] as const;
/** The number of newest such rows that are searched for a start without a stop. */
const SEARCHED_ROWS = 200;

/** The id of this process's run. */
const run = singleton("run", () => randomUUID());

const runRowSchema = z.object({
  event: z.enum(RUN_EVENTS),
  detail: z.object({ run: z.string() }).loose(),
});

/** Records that this process starts, after one entry for each earlier run that recorded no stop. */
export async function recordStart(db: Database): Promise<void> {
  const gaps = (await unendedRuns(db)).map((id) => entry("audit.unended", { run: id }));
  const { retentionDays } = settings();
  const started = { run: run(), schema: await schemaVersion(db), retentionDays };
  for (const one of [...gaps, entry("audit.started", started)]) await record(db, one);
}

/** Records an orderly stop of this process. */
export async function recordStop(db: Database): Promise<void> {
  await record(db, entry("audit.stopped", { run: run() }));
}

async function unendedRuns(db: Database): Promise<string[]> {
  const rows = await db
    .select({ event: audit.event, detail: audit.detail })
    .from(audit)
    .where(inArray(audit.event, RUN_EVENTS))
    .orderBy(desc(audit.id))
    .limit(SEARCHED_ROWS);
  const begun = new Set<string>();
  const ended = new Set<string>();
  for (const { event, detail } of rows.map((row) => runRowSchema.parse(row))) {
    (event === "audit.started" ? begun : ended).add(detail.run);
  }
  return [...begun].filter((id) => !ended.has(id));
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
