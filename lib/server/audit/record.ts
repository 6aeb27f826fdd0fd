import { desc, inArray, type WithSubquery } from "drizzle-orm";
import { z } from "zod";
import { type AuditEvent, LOOKING_EVENTS } from "#lib/audit/events.ts";
import { readAuditQuery } from "#lib/audit/query.ts";
import { type Kind, kindSchema } from "#lib/payment/payment.ts";
import type { Author, Origin } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { append, type NewRow } from "./chain/append.ts";
import { isAbout, logRows } from "./query.ts";

/**
 * The one file through which the audit is written. How its rows prove each other: `audit-chain/`;
 * what auditors ask of it: `audit-log.ts`.
 */

export interface AuditEntry {
  event: AuditEvent;
  success: boolean;
  by: Author | Origin | null;
  resource?: string;
  detail?: Record<string, string | number | null>;
}

/**
 * Adds entries; call it with the transaction of the acts that they tell, so that neither is kept
 * without the other. Acts of one statement may be given as `acts`: then all is one statement, which
 * is half the way to the database.
 */
export async function record(
  db: Database,
  entries: AuditEntry | readonly [AuditEntry, ...AuditEntry[]],
  acts: readonly WithSubquery[] = [],
): Promise<void> {
  await append(db, [entries].flat().map(toRow), acts);
}

function toRow(entry: AuditEntry): NewRow {
  const actor = entry.by && "personId" in entry.by ? entry.by : undefined;
  return {
    at: new Date(),
    event: entry.event,
    success: entry.success,
    actorId: actor?.personId ?? null,
    actor: actor?.email ?? null,
    resource: entry.resource ?? null,
    detail: entry.detail ?? {},
    ip: entry.by?.ip ?? null,
    userAgent: entry.by?.userAgent?.slice(0, 300) ?? null,
    sessionHash: actor?.sessionHash ?? null,
    requestId: entry.by?.requestId ?? null,
  };
}

const lookUpRowSchema = z.object({
  resource: z.string(),
  at: z.date(),
  actor: z.string(),
  detail: z.object({
    terminal: z.string(),
    service: z.enum(["payment", "p2p"]),
    kind: kindSchema,
    statusName: z.string().nullable(),
    resultCode: z.string().nullable(),
  }),
});

export interface RecentLookUp {
  invoiceId: string;
  terminal: string;
  service: "payment" | "p2p";
  kind: Kind;
  statusName: string | null;
  resultCode: string | null;
  at: Date;
  /** E-mail of who looked. */
  actor: string;
}

/** How far back the recent look-ups are gathered. */
const RECENT_ROWS = 200;

/** The last look-ups, one line an invoice, newest first; of one person when an e-mail is given. */
export async function recentLookUps(
  db: Database,
  { email, limit }: { email?: string; limit: number },
): Promise<RecentLookUp[]> {
  const query = readAuditQuery({ event: "payment.looked_up", actor: email });
  const rows = await logRows(db, query, { timeZone: "UTC", limit: RECENT_ROWS });
  const byInvoice = new Map<string, RecentLookUp>();
  for (const row of rows) {
    const { resource, at, actor, detail } = lookUpRowSchema.parse(row);
    const key = `${resource} ${detail.terminal} ${detail.service}`;
    if (!byInvoice.has(key)) byInvoice.set(key, { invoiceId: resource, at, actor, ...detail });
  }
  return [...byInvoice.values()].slice(0, limit);
}

const lookerRowSchema = z.object({
  at: z.date(),
  actor: z.string(),
  event: z.enum(LOOKING_EVENTS),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type Looker = z.infer<typeof lookerRowSchema>;

/** Who saw this payment, newest first: look-ups, revealed fields, lists, and what was taken along. */
export async function lookersAt(
  db: Database,
  { invoiceId, limit }: { invoiceId: string; limit: number },
): Promise<Looker[]> {
  const rows = await db
    .select({ at: audit.at, actor: audit.actor, event: audit.event, detail: audit.detail })
    .from(audit)
    .where(isAbout(invoiceId, { where: inArray(audit.event, LOOKING_EVENTS), limit }))
    .orderBy(desc(audit.id))
    .limit(limit);
  return rows.map((row) => lookerRowSchema.parse(row));
}
