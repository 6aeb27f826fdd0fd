import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { choices } from "./schema/payments.ts";
import { onBothEngines } from "./test-databases.ts";
import { tidyTables } from "./tidy.ts";

// Others than the owner leave it to PostgreSQL.
onBothEngines("tidying", (_db, db) => {
  test("takes the tables that changed much, once", async () => {
    const terms = Array.from({ length: 3_000 }, (_, place) => ({
      environment: "practice",
      term: `issuer:${place}`,
    }));
    await db().insert(choices).values(terms);
    // What changed is told at times only; on a pool each connection tells its own.
    await db().execute(sql`select pg_stat_force_next_flush()`);
    expect(await tidyTables(db())).toEqual(["choices"]);
    expect(await tidyTables(db())).toEqual([]);
  });
});
