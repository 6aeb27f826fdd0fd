import { sql } from "drizzle-orm";
import { z } from "zod";
import type { LogRow } from "#lib/audit/events.ts";
import type { AuditQuery } from "#lib/audit/query.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { endOfDay, startOfDay } from "#lib/time/zone.ts";
import { ALL, planOf, type Span } from "./plan.ts";

/** Reading the log, newest first. Which index answers is chosen in `plan.ts`; days become numbers here. */

interface Zoned {
  /** The IANA time zone in which days begin. */
  timeZone: string;
}

/** The newest matching rows, at most `limit`. */
export async function logRows(
  db: Database,
  query: AuditQuery,
  { timeZone, limit }: Zoned & { limit: number },
): Promise<LogRow[]> {
  for await (const rows of logBatches(db, query, { timeZone, size: limit })) return rows;
  return [];
}

/** All matching rows, newest first, in batches of `size`. */
export async function* logBatches(
  db: Database,
  query: AuditQuery,
  { timeZone, size }: Zoned & { size: number },
): AsyncGenerator<LogRow[]> {
  const span = await idsOfDays(db, query, { timeZone });
  for (let last = span?.last; span && last !== undefined; ) {
    const rows = await newestRows(db, { query, span: { first: span.first, last }, timeZone }, size);
    if (rows.length > 0) yield rows;
    last = rows.length < size ? undefined : (rows.at(-1)?.id ?? 0) - 1;
  }
}

interface Asked extends Zoned {
  query: AuditQuery;
  span: Span;
}

async function newestRows(
  db: Database,
  { query, ...asked }: Asked,
  limit: number,
): Promise<LogRow[]> {
  const { where, order } = planOf(query, { ...asked, limit });
  return db
    .select({
      id: audit.id,
      at: audit.at,
      event: audit.event,
      success: audit.success,
      actor: audit.actor,
      resource: audit.resource,
      detail: audit.detail,
      ip: audit.ip,
      requestId: audit.requestId,
    })
    .from(audit)
    .where(where)
    .orderBy(...order)
    .limit(limit);
}

/** As the index `audit_day` has it. */
const DAY = sql`(${audit.at} at time zone 'UTC')::date`;

const spanSchema = z.object({
  rows: z.tuple([
    z.object({ first: z.coerce.number().nullable(), last: z.coerce.number().nullable() }),
  ]),
});

/**
 * The range of ids that contains all rows of the given days, or null when there are none. A clock
 * may have jumped back, so the range spans the smallest and the greatest id of any of these days,
 * and `accessPath` also checks the time of each row.
 */
export async function idsOfDays(
  db: Database,
  { from, to, before }: AuditQuery,
  { timeZone }: Zoned,
): Promise<Span | null> {
  const newest = before === null ? ALL.last : before - 1;
  if (from === null && to === null) return { ...ALL, last: newest };
  const start = from && utcDay(startOfDay(from, timeZone));
  const end = to && utcDay(endOfDay(to, timeZone));
  const found = await db.execute(sql`
    select min(first) as first, max(last) as last from (
      select (select min(id) from ${audit} where ${DAY} = day::date) as first,
        (select max(id) from ${audit} where ${DAY} = day::date) as last
      from generate_series(
        greatest(${start}::date, (select min(${DAY}) from ${audit}))::timestamp,
        least(${end}::date, (select max(${DAY}) from ${audit}))::timestamp,
        interval '1 day') as day) as days`);
  const { first, last } = spanSchema.parse(found).rows[0];
  return first === null || last === null ? null : { first, last: Math.min(last, newest) };
}

function utcDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
