import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import type { Fault } from "./fault.ts";

/** What the chain cannot show: rows that no index leads to, and rules of the table that are gone. */

const countSchema = z.object({
  rows: z.tuple([z.object({ count: z.coerce.number() })]),
});

/**
 * The walk along the chain reads by the index. A damaged table has rows that its index does not know, or
 * has lost rows, so they are counted in the order in which they stand as well.
 */
export async function heapFaults(db: Database, { after }: { after: number }): Promise<Fault[]> {
  const [table, index] = await db.transaction(async (tx) => {
    const counts = [await countBy(tx, "table", after), await countBy(tx, "index", after)] as const;
    await tx.execute(sql.raw(plans({ table: "on", index: "on" })));
    return counts;
  });
  if (table === index) return [];
  const what = `the table holds ${table} rows and its index leads to ${index}: the files of the database are damaged`;
  return [{ row: null, what }];
}

async function countBy(tx: Database, way: "table" | "index", after: number): Promise<number> {
  const only = { table: "off", index: "off", [way]: "on" } as const;
  await tx.execute(sql.raw(plans(only)));
  const counted = await tx.execute(sql`select count(*) as count from ${audit} where id > ${after}`);
  return countSchema.parse(counted).rows[0].count;
}

/** Which ways of reading a table the planner may take. */
function plans({ table, index }: Record<"table" | "index", "on" | "off">): string {
  return `set local enable_seqscan = ${table}; set local enable_indexscan = ${index};
    set local enable_indexonlyscan = ${index}; set local enable_bitmapscan = ${index}`;
}

/** What refuses changes of the audit; "A" is a trigger that no session can pass by. */
const RULES = ["audit_complete", "audit_only_grows", "audit_head_stays"] as const;
const rulesSchema = z.object({ rows: z.array(z.object({ name: z.string() })) });

/** The rules of migration 0003 that the database does not have any more, or that are switched off. */
export async function ruleFaults(db: Database): Promise<Fault[]> {
  const found = await db.execute(sql`
    select tgname as name from pg_trigger
      where tgrelid in ('audit'::regclass, 'audit_head'::regclass) and tgenabled = 'A'
    union all select conname from pg_constraint
      where conrelid = 'audit'::regclass and contype = 'c'`);
  const names = rulesSchema.parse(found).rows.map(({ name }) => name);
  return RULES.filter((rule) => !names.includes(rule)).map((rule) => ({
    row: null,
    what: `the database's rule ${rule} is gone or switched off`,
  }));
}
