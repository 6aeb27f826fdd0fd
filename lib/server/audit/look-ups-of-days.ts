import { desc, sql } from "drizzle-orm";
import { z } from "zod";
import { readAuditQuery } from "#lib/audit/query.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { planOf } from "./plan.ts";
import { idsOfDays } from "./query.ts";
import { lookUpRowSchema, type RecentLookUp } from "./record.ts";

/** One person's look-ups of some days, from the rows that the log has of them anyway. */

/** A look-up, and the observation that it showed. */
export interface OwnLookUp extends RecentLookUp {
  /** Id of the observation; null in rows from before it was recorded. */
  observation: string | null;
}

/** An open page asks again by timer, and each question is a row: of so many the newest count. */
const MOST_ROWS = 5_000;

const ownRowSchema = lookUpRowSchema.extend({
  detail: lookUpRowSchema.shape.detail.extend({ observation: z.uuid().nullable().default(null) }),
});

/**
 * The latest look-up of each payment that this person made since the beginning of a day (YYYY-MM-DD in
 * the zone), newest first.
 */
export async function lookUpsSince(
  db: Database,
  { email, day, timeZone }: { email: string; day: string; timeZone: string },
): Promise<OwnLookUp[]> {
  const query = readAuditQuery({ event: "payment.looked_up", actor: email, from: day });
  const span = await idsOfDays(db, query, { timeZone });
  if (!span) return [];
  const { where, order } = planOf(query, { span, timeZone, limit: MOST_ROWS });
  const columns = {
    id: audit.id,
    at: audit.at,
    actor: audit.actor,
    resource: audit.resource,
    detail: audit.detail,
  };
  const rows = db
    .select(columns)
    .from(audit)
    .where(where)
    .orderBy(...order)
    .limit(MOST_ROWS)
    .as("own_rows");
  const subject = [
    rows.resource,
    sql`${rows.detail} ->> 'terminal'`,
    sql`${rows.detail} ->> 'service'`,
  ];
  const latest = db
    .selectDistinctOn(subject)
    .from(rows)
    .orderBy(...subject, desc(rows.id))
    .as("latest");
  const found = await db.select().from(latest).orderBy(desc(latest.id));
  return found.map((row) => {
    const { resource, at, actor, detail } = ownRowSchema.parse(row);
    return { invoiceId: resource, at, actor, ...detail };
  });
}
