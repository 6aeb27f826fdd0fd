import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { LogRow } from "#lib/audit/events.ts";
import type { AuditQuery } from "#lib/audit/query.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { endOfDay, startOfDay } from "#lib/time/zone.ts";

/**
 * Queries of the audit log, newest first by id. Matching rows may be among the oldest only, or
 * there may be none, so no query may scan the log until it has found enough. Days are therefore
 * translated to ranges of ids, and refused rows and the rows of a person or an event are read along
 * an index of their own, which also contains the other filtered columns. `npm run bench:audit`
 * measures this.
 */

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

/** A range of ids, both ends included. */
interface Span {
  first: number;
  last: number;
}

const ALL: Span = { first: 0, last: Number.MAX_SAFE_INTEGER };

interface Asked extends Zoned {
  query: AuditQuery;
  span: Span;
}

async function newestRows(db: Database, asked: Asked, limit: number): Promise<LogRow[]> {
  const { where, order } = accessPath(asked, limit);
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

interface AccessPath {
  where: SQL | undefined;
  order: SQL[];
}

/** Conditions and order that make the planner use the index of the most selective filter. */
function accessPath({ query, span, timeZone }: Asked, limit: number): AccessPath {
  const { event, actor, resource, onlyFailed, from, to } = query;
  const times = and(
    from ? gte(audit.at, startOfDay(from, timeZone)) : undefined,
    to ? lt(audit.at, endOfDay(to, timeZone)) : undefined,
  );
  const isFailed = onlyFailed ? sql`not ${audit.success}` : undefined;
  const isEvent = event === null ? undefined : eq(audit.event, event);
  const isActor = actor === null ? undefined : eq(audit.actor, actor);
  if (resource !== null) {
    const where = and(isFailed, isActor, isEvent, times);
    return { where: isAbout(resource, { span, where, limit }), order: [desc(audit.id)] };
  }
  if (onlyFailed)
    return alongIndex(audit.success, false, span, and(isFailed, isActor, isEvent, times));
  if (actor !== null) return alongIndex(audit.actor, actor, span, and(isEvent, times));
  if (event !== null) return alongIndex(audit.event, event, span, times);
  return { where: and(within(audit.id, span), times), order: [desc(audit.id)] };
}

/**
 * Compares and sorts by the pair (column, id), which only that index can serve. With a plain "=" on
 * a frequent value the planner would scan the whole log by id, as it expects to meet the value
 * soon, even when no row has had it for a year.
 */
function alongIndex(
  column: PgColumn,
  value: string | boolean,
  { first, last }: Span,
  where: SQL | undefined,
): AccessPath {
  const pair = sql`(${column}, ${audit.id})`;
  const pairs = sql`${pair} >= (${value}, ${first}) and ${pair} <= (${value}, ${last})`;
  return { where: and(pairs, where), order: [desc(column), desc(audit.id)] };
}

/**
 * A condition for the newest rows about an invoice or a person, including rows of lists and files
 * that showed the invoice. Two indexes find the ids of all of them; the other conditions are then
 * checked row by row until there are enough. `offset 0` keeps the planner from merging the
 * subqueries: with outdated statistics it would search the matching rows again for each id.
 */
export function isAbout(
  resource: string,
  { span = ALL, where, limit }: { span?: Span; where: SQL | undefined; limit: number },
): SQL {
  const found = sql`select id from ${audit} where resource = ${resource}
    union select id from ${audit} where detail ? 'invoices'
      and string_to_array(detail ->> 'invoices', ',') @> array[${resource}]::text[]
    offset 0`;
  const about = sql`select id from (${found}) as found
    where ${within(sql`id`, span)} order by id desc`;
  const theRow = and(sql`${audit.id} = about.id`, where);
  return sql`${audit.id} in (
    select about.id from (${about}) as about
      cross join lateral (select from ${audit} where ${theRow} offset 0) as matching
    order by about.id desc limit ${limit})`;
}

function within(id: PgColumn | SQL, { first, last }: Span): SQL {
  return sql`${id} between ${first} and ${last}`;
}

/** The expression that the index `audit_day` is built on. */
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
async function idsOfDays(
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
