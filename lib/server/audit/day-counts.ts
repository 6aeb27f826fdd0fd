import { count, countDistinct, desc, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { AuditEvent } from "#lib/audit/events.ts";
import { readAuditQuery } from "#lib/audit/query.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { startOfDay } from "#lib/time/zone.ts";
import { planOf } from "./plan.ts";
import { idsOfDays } from "./query.ts";

/** What the log counts of one day, read along the index by event. */

/** A day (YYYY-MM-DD) in a time zone. */
interface Day {
  day: string;
  timeZone: string;
}

/** Of more rows in a day the newest count. */
const MOST_ROWS = 20_000;

/** In how many payments each person (by email) did this since the day began. */
export async function paymentsByPerson(
  db: Database,
  event: AuditEvent,
  day: Day,
): Promise<ReadonlyMap<string, number>> {
  const rows = await rowsSince(db, event, day);
  if (!rows) return new Map();
  const counted = await db
    .select({ actor: rows.actor, payments: countDistinct(rows.resource) })
    .from(rows)
    .where(isNotNull(rows.actor))
    .groupBy(rows.actor);
  return new Map(counted.map(({ actor, payments }) => [actor ?? "", payments]));
}

/** The look-ups of one hour; a payment that was looked up twice in it counts once, by its last outcome. */
export interface HourCount {
  /** Hours since the day began. */
  hour: number;
  payments: number;
  failed: number;
  /** Ids of the observations of those that failed. */
  observations: readonly string[];
}

const hourSchema = z.object({
  hour: z.coerce.number().int(),
  payments: z.number(),
  failed: z.coerce.number(),
  observations: z
    .array(z.string().nullable())
    .nullable()
    .transform((ids) => ids?.filter((id) => id !== null) ?? []),
});

/** The hours since the day began in which somebody looked payments up, in their order. */
export async function lookUpsByHour(db: Database, day: Day): Promise<HourCount[]> {
  const rows = await rowsSince(db, "payment.looked_up", day);
  if (!rows) return [];
  const begin = startOfDay(day.day, day.timeZone).toISOString();
  const hour = sql`floor(extract(epoch from ${rows.at} - ${begin}::timestamptz) / 3600)`;
  const latest = db
    .selectDistinctOn([sql`hour`, rows.resource], {
      hour: hour.as("hour"),
      kind: rows.kind,
      observation: rows.observation,
    })
    .from(rows)
    .orderBy(sql`hour`, rows.resource, desc(rows.id))
    .as("latest");
  const isFailed = sql`filter (where ${latest.kind} = 'failed')`;
  const counted = await db
    .select({
      hour: latest.hour,
      payments: count(),
      failed: sql`count(*) ${isFailed}`,
      observations: sql`array_agg(${latest.observation}) ${isFailed}`,
    })
    .from(latest)
    .groupBy(latest.hour)
    .orderBy(latest.hour);
  return counted.map((row) => hourSchema.parse(row));
}

/** The rows of an event since the day began, as a subquery; null when the log has none of these days. */
async function rowsSince(db: Database, event: AuditEvent, { day, timeZone }: Day) {
  const query = readAuditQuery({ event, from: day });
  const span = await idsOfDays(db, query, { timeZone });
  if (!span) return null;
  const { where, order } = planOf(query, { span, timeZone, limit: MOST_ROWS });
  return db
    .select({
      id: audit.id,
      at: audit.at,
      actor: audit.actor,
      resource: audit.resource,
      kind: sql`${audit.detail} ->> 'kind'`.as("kind"),
      observation: sql`${audit.detail} ->> 'observation'`.as("observation"),
    })
    .from(audit)
    .where(where)
    .orderBy(...order)
    .limit(MOST_ROWS)
    .as("day_rows");
}
