import "server-only";
import { inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#lib/server/db/client.ts";
import { requestCounts } from "#lib/server/db/schema/request-counts.ts";
import { windowSeconds } from "./windows.ts";

/** The counts of all processes together. The database's clock decides when a window has ended. */

const storedCountSchema = z.object({
  key: z.string(),
  /** Requests of the present window. */
  points: z.number(),
  /** Until the window ends. */
  millisecondsLeft: z.number(),
});
export type StoredCount = z.infer<typeof storedCountSchema>;

const isOver = sql`${requestCounts.endsAt} <= now()`;

/** Adds requests to the present window of each key, or begins one; gives the counts after that. */
export async function addCounts(
  db: Database,
  added: ReadonlyMap<string, number>,
): Promise<StoredCount[]> {
  const rows = [...added].map(([key, points]) => ({
    key,
    points,
    seconds: windowSeconds(key),
  }));
  // As one text: thousands of addresses at once would be as many parameters. In one order for all
  // processes: two that lock several rows do not wait for each other.
  const stored = await db.execute(sql`
    insert into ${requestCounts} (key, points, ends_at)
    select key, points, now() + make_interval(secs => seconds)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as added (key text, points int, seconds int)
      order by key
    on conflict (key) do update set
      points = case when ${isOver} then 0 else ${requestCounts.points} end + excluded.points,
      ends_at = case when ${isOver} then excluded.ends_at else ${requestCounts.endsAt} end
    returning key, points,
      (extract(epoch from ends_at - now()) * 1000)::float as "millisecondsLeft"`);
  return z.object({ rows: z.array(storedCountSchema) }).parse(stored).rows;
}

/** Removes counts whose window has ended; skips those that somebody is adding to. */
export async function removeEndedCounts(db: Database): Promise<void> {
  const ended = db
    .select({ key: requestCounts.key })
    .from(requestCounts)
    .where(lt(requestCounts.endsAt, sql`now()`))
    .for("update", { skipLocked: true });
  await db.delete(requestCounts).where(inArray(requestCounts.key, ended));
}
