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
 * The log tells of its own running: when a process began and ended to write it, and under which
 * schema and retention (PCI DSS 10.2.1.6, 10.2.1.7). Where an end is missing the process was killed.
 */

const LIFETIME = ["audit.started", "audit.stopped", "audit.unended"] as const;
/** Rows about lifetimes among which open ones are looked for. */
const LOOKED_AT = 200;

const run = singleton("run", () => randomUUID());

const lifetimeRowSchema = z.object({
  event: z.enum(LIFETIME),
  detail: z.object({ run: z.string() }).loose(),
});

/** Records that this process begins, after one entry for each earlier one that never said it ended. */
export async function recordStart(db: Database): Promise<void> {
  const gaps = (await unendedRuns(db)).map((id) => entry("audit.unended", { run: id }));
  const { retentionDays } = settings();
  const started = { run: run(), schema: await schemaVersion(db), retentionDays };
  for (const one of [...gaps, entry("audit.started", started)]) await record(db, one);
}

/** Records that this process ends in order. */
export async function recordStop(db: Database): Promise<void> {
  await record(db, entry("audit.stopped", { run: run() }));
}

async function unendedRuns(db: Database): Promise<string[]> {
  const rows = await db
    .select({ event: audit.event, detail: audit.detail })
    .from(audit)
    .where(inArray(audit.event, LIFETIME))
    .orderBy(desc(audit.id))
    .limit(LOOKED_AT);
  const begun = new Set<string>();
  const ended = new Set<string>();
  for (const { event, detail } of rows.map((row) => lifetimeRowSchema.parse(row))) {
    (event === "audit.started" ? begun : ended).add(detail.run);
  }
  return [...begun].filter((id) => !ended.has(id));
}

/** How many steps of the schema this database has taken. */
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
