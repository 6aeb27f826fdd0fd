import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#lib/server/db/client.ts";
import { bankFindings } from "#lib/server/db/schema/bank-findings.ts";

/** What the processes on one database found out about the hosts of the bank. */

const findingSchema = z.object({
  origin: z.string(),
  /** Milliseconds since 1970; null while the host answers. */
  silentSince: z.number().nullable(),
  /** How long ago it was found, on the clock of the database. */
  ageMs: z.number(),
});
export type StoredFinding = z.infer<typeof findingSchema>;

/** Stores that a host gives no answer since this moment, or answers again (null). */
export async function storeFinding(
  db: Database,
  { origin, silentSince }: { origin: string; silentSince: number | null },
): Promise<void> {
  const since = silentSince === null ? null : new Date(silentSince);
  await db
    .insert(bankFindings)
    .values({ origin, silentSince: since, foundAt: sql`now()` })
    .onConflictDoUpdate({
      target: bankFindings.origin,
      set: { silentSince: since, foundAt: sql`now()` },
    });
}

/** The last finding about each host. */
export async function storedFindings(db: Database): Promise<StoredFinding[]> {
  const stored = await db.execute(sql`
    select origin, (extract(epoch from silent_since) * 1000)::float as "silentSince",
      (extract(epoch from now() - found_at) * 1000)::float as "ageMs"
    from ${bankFindings}`);
  return z.object({ rows: z.array(findingSchema) }).parse(stored).rows;
}
