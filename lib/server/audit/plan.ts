import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { AuditQuery } from "#lib/audit/query.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { endOfDay, startOfDay } from "#lib/time/zone.ts";

/**
 * Which index answers a question of the log: all that the log says to the database's planner.
 *
 * The log is read by number, newest first, and what is asked for may stand among the oldest only or
 * nowhere: people leave and events stop, but the planner assumes that matching rows are spread evenly.
 * So refused rows and those of a person or an event are read along an index of their own, which also
 * holds what else may be asked of them. `npm run bench:audit` measures this.
 */

/** Numbers from first to last, both included. */
export interface Span {
  first: number;
  last: number;
}

/** The whole log. */
export const ALL: Span = { first: 0, last: Number.MAX_SAFE_INTEGER };

/** What is asked for, and the order in which an index gives it. */
interface Plan {
  where: SQL | undefined;
  order: SQL[];
}

/** By the index that begins with the rarest of what is asked for. Days begin in the given zone. */
export function planOf(
  { event, actor, resource, reference, onlyFailed, from, to }: AuditQuery,
  { span, timeZone, limit }: { span: Span; timeZone: string; limit: number },
): Plan {
  const times = and(
    from ? gte(audit.at, startOfDay(from, timeZone)) : undefined,
    to ? lt(audit.at, endOfDay(to, timeZone)) : undefined,
  );
  const isFailed = onlyFailed ? sql`not ${audit.success}` : undefined;
  const isEvent = event === null ? undefined : eq(audit.event, event);
  const isActor = actor === null ? undefined : eq(audit.actor, actor);
  const isOfRequest = reference === null ? undefined : eq(audit.requestId, reference);
  if (resource !== null) {
    const where = and(isOfRequest, isFailed, isActor, isEvent, times);
    return { where: isAbout(resource, { span, where, limit }), order: [desc(audit.id)] };
  }
  if (reference !== null) {
    return along(audit.requestId, reference, span, and(isFailed, isActor, isEvent, times));
  }
  if (onlyFailed) return along(audit.success, false, span, and(isFailed, isActor, isEvent, times));
  if (actor !== null) return along(audit.actor, actor, span, and(isEvent, times));
  if (event !== null) return along(audit.event, event, span, times);
  return { where: and(within(audit.id, span), times), order: [desc(audit.id)] };
}

/**
 * Pairs are compared and sorted by, because only the index of the column gives them in that order. With
 * a plain "=" and a frequent value the planner would read the log by number until it meets enough.
 */
function along(
  column: PgColumn,
  value: string | boolean,
  { first, last }: Span,
  where: SQL | undefined,
): Plan {
  const pair = sql`(${column}, ${audit.id})`;
  const pairs = sql`${pair} >= (${value}, ${first}) and ${pair} <= (${value}, ${last})`;
  return { where: and(pairs, where), order: [desc(column), desc(audit.id)] };
}

/**
 * The newest rows about an invoice or a person, those of lists and files that showed the invoice among
 * them. Their numbers come from the two indexes that name it; then they are read one by one, newest
 * first, until there are enough. "offset 0" keeps the parts apart: the planner, whose statistics know
 * nothing of the newest rows, would expect none of them and ask the indexes anew for each row.
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
