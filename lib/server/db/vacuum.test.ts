import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { onBothEngines } from "#testing/databases/on-each-engine.ts";
import { choices } from "./schema/payments.ts";
import { tidyTables } from "./vacuum.ts";

onBothEngines("tidying", (db, owner) => {
  test("takes the tables that changed much, once, and as their owner only", async () => {
    const terms = Array.from({ length: 3_000 }, (_, place) => ({
      environment: "practice",
      term: `issuer:${place}`,
    }));
    await db().insert(choices).values(terms);
    // What changed is told at times only; on a pool each connection tells its own.
    await db().execute(sql`select pg_stat_force_next_flush()`);
    if (db() !== owner()) expect(await tidyTables(db())).toEqual([]);
    expect(await tidyTables(owner())).toEqual(["choices"]);
    expect(await tidyTables(owner())).toEqual([]);
  });
});
