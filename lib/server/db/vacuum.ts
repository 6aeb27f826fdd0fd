import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "./client.ts";

const staleSchema = z.object({ rows: z.array(z.object({ name: z.string() })) });

/**
 * Clears what changes have left behind, and counts anew what the planner guesses by, in tables of
 * which a fifth has changed. PostgreSQL does that by itself, and sooner; the embedded engine has
 * nobody to do it. Tables of another owner are left alone. Gives the names of the tables.
 */
export async function tidyTables(db: Database): Promise<string[]> {
  const { rows } = staleSchema.parse(
    await db.execute(sql`
      select stat.relname as name from pg_stat_user_tables as stat
      join pg_class as class on class.oid = stat.relid
      where pg_has_role(class.relowner, 'usage') and greatest(n_dead_tup, n_mod_since_analyze, n_ins_since_vacuum) > 1000 + n_live_tup / 5`),
  );
  for (const { name } of rows) await db.execute(sql`vacuum (analyze) ${sql.identifier(name)}`);
  return rows.map(({ name }) => name);
}
