import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { LogRow } from "#lib/audit/events.ts";
import type { AuditQuery } from "#lib/audit/query.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { endOfDay, startOfDay } from "#lib/time/zone.ts";

/**
 * What the log is asked. It is read by number, newest first, and what is asked for may stand among
 * the oldest only or nowhere: no question may walk the log until it has found enough. So days become
 * numbers, and refused, a person's or an event's rows are walked along an index of their own, which
 * also holds what else may be asked of them. `npm run bench:audit` holds it to that.
 */

interface Zoned {
  /** The zone in which days begin. */
  timeZone: string;
}

/** A part of the log, newest first. */
export async function logRows(
  db: Database,
  query: AuditQuery,
  { timeZone, limit }: Zoned & { limit: number },
): Promise<LogRow[]> {
  for await (const rows of logBatches(db, query, { timeZone, size: limit })) return rows;
  return [];
}

/** All of it, so many rows at a time. */
export async function* logBatches(
  db: Database,
  query: AuditQuery,
  { timeZone, size }: Zoned & { size: number },
): AsyncGenerator<LogRow[]> {
  const span = await spanOf(db, query, { timeZone });
  for (let last = span?.last; span && last !== undefined; ) {
    const rows = await newestOf(db, { query, span: { first: span.first, last }, timeZone }, size);
    if (rows.length > 0) yield rows;
    last = rows.length < size ? undefined : (rows.at(-1)?.id ?? 0) - 1;
  }
}

/** Numbers from first to last, both included. */
interface Span {
  first: number;
  last: number;
}

const ALL: Span = { first: 0, last: Number.MAX_SAFE_INTEGER };

interface Asked extends Zoned {
  query: AuditQuery;
  span: Span;
}

async function newestOf(db: Database, asked: Asked, limit: number): Promise<LogRow[]> {
  const { where, order } = wayOf(asked, limit);
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

interface Way {
  where: SQL | undefined;
  order: SQL[];
}

/** By the index that begins with the rarest of what is asked for. */
function wayOf({ query, span, timeZone }: Asked, limit: number): Way {
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
  if (onlyFailed) return along(audit.success, false, span, and(isFailed, isActor, isEvent, times));
  if (actor !== null) return along(audit.actor, actor, span, and(isEvent, times));
  if (event !== null) return along(audit.event, event, span, times);
  return { where: and(within(audit.id, span), times), order: [desc(audit.id)] };
}

/**
 * Pairs are compared and sorted by, as only that index gives them. Of a plain "=" with a usual value
 * the planner believes that it is soon met along the whole log, also when it has not been for a year.
 */
function along(
  column: PgColumn,
  value: string | boolean,
  { first, last }: Span,
  where: SQL | undefined,
): Way {
  const pair = sql`(${column}, ${audit.id})`;
  const pairs = sql`${pair} >= (${value}, ${first}) and ${pair} <= (${value}, ${last})`;
  return { where: and(pairs, where), order: [desc(column), desc(audit.id)] };
}

/**
 * The newest rows about an invoice or a person, those of lists and files that showed the invoice among
 * them. All are found by the two indexes and then looked at one by one, until there are enough: the
 * planner, which knows nothing of rows that came since it last counted, would look for them among
 * these, each time anew.
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

/** As the index `audit_day` has it. */
const DAY = sql`(${audit.at} at time zone 'UTC')::date`;

const spanSchema = z.object({
  rows: z.tuple([
    z.object({ first: z.coerce.number().nullable(), last: z.coerce.number().nullable() }),
  ]),
});

/**
 * The numbers among which the days asked for lie, or null when none do. Clocks may have jumped, so
 * it is each day's first and last number that counts, and the rows between are held to their times.
 */
async function spanOf(
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
