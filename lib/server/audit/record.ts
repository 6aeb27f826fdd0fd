import { desc, inArray } from "drizzle-orm";
import { z } from "zod";
import { ACCESS_EVENTS, type AuditEvent } from "#lib/audit/events.ts";
import { readAuditQuery } from "#lib/audit/query.ts";
import { classSchema, type FinalityClass, type Kind, kindSchema } from "#lib/payment/payment.ts";
import type { Author, Origin } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { append, type NewRow, type Work } from "./chain/append.ts";
import { isAbout } from "./plan.ts";
import { logRows } from "./query.ts";

/**
 * Records audit entries, and reads the latest ones for the pages of the product. `chain/` hashes
 * the rows; `query.ts` serves the page and the file of the audit log.
 */

export interface AuditEntry {
  event: AuditEvent;
  success: boolean;
  by: Author | Origin | null;
  resource?: string;
  detail?: Record<string, string | number | null>;
}

/**
 * Records entries together with the work that they report, so that neither is committed without the
 * other. Pass either the transaction of that work or the work itself.
 * @throws AppError unavailable when the work or its entries could not be written.
 */
export async function record(
  db: Database,
  entries: AuditEntry | readonly [AuditEntry, ...AuditEntry[]],
  work?: Work,
): Promise<void> {
  await append(db, [entries].flat().map(toRow), work);
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

/** A row of `payment.looked_up`. */
export const lookUpRowSchema = z.object({
  resource: z.string(),
  at: z.date(),
  actor: z.string(),
  detail: z.object({
    terminal: z.string(),
    service: z.enum(["payment", "p2p"]),
    kind: kindSchema,
    // Rows from before it was recorded: the badge that claims less.
    class: classSchema.default("may_change"),
    statusName: z.string().nullable(),
    resultCode: z.string().nullable(),
  }),
});

export interface RecentLookUp {
  invoiceId: string;
  terminal: string;
  service: "payment" | "p2p";
  kind: Kind;
  class: FinalityClass;
  statusName: string | null;
  resultCode: string | null;
  at: Date;
  /** E-mail address of the person who looked it up. */
  actor: string;
}

/** The number of newest look-ups that are grouped by invoice. */
const RECENT_ROWS = 200;

/**
 * The latest look-up of each invoice, newest first; only those of one person if `email` is given, and none
 * by the person `except`.
 */
export async function recentLookUps(
  db: Database,
  { email, except, limit }: { email?: string; except?: string; limit: number },
): Promise<RecentLookUp[]> {
  const query = readAuditQuery({ event: "payment.looked_up", actor: email });
  const rows = await logRows(db, query, { timeZone: "UTC", limit: RECENT_ROWS });
  const byInvoice = new Map<string, RecentLookUp>();
  for (const row of rows) {
    const { resource, at, actor, detail } = lookUpRowSchema.parse(row);
    if (actor === except) continue;
    const key = `${resource} ${detail.terminal} ${detail.service}`;
    if (!byInvoice.has(key)) byInvoice.set(key, { invoiceId: resource, at, actor, ...detail });
  }
  return [...byInvoice.values()].slice(0, limit);
}

const accessRowSchema = z.object({
  at: z.date(),
  actor: z.string(),
  event: z.enum(ACCESS_EVENTS),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type PaymentAccess = z.infer<typeof accessRowSchema>;

/** Who saw this payment, newest first: by look-ups, revealed fields, lists and exported files. */
export async function paymentAccesses(
  db: Database,
  { invoiceId, limit }: { invoiceId: string; limit: number },
): Promise<PaymentAccess[]> {
  const rows = await db
    .select({ at: audit.at, actor: audit.actor, event: audit.event, detail: audit.detail })
    .from(audit)
    .where(isAbout(invoiceId, { where: inArray(audit.event, ACCESS_EVENTS), limit }))
    .orderBy(desc(audit.id))
    .limit(limit);
  return rows.map((row) => accessRowSchema.parse(row));
}
