import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { onBothEngines } from "#testing/databases/on-each-engine.ts";
import { people } from "./schema/people.ts";

onBothEngines("a failing statement", (db) => {
  test.each([
    [
      "a value of the wrong kind",
      (name: string) => db().execute(sql`select ${name}::uuid`),
      "22P02",
    ],
    [
      "a value twice",
      (name: string) => {
        const row = { email: name, role: "clerk", createdAt: new Date() } as const;
        return db().insert(people).values([row, row]);
      },
      "23505",
    ],
  ])("%s: the error names the fault and none of the values", async (_title, fail, code) => {
    const error: unknown = await fail("canary@example.kz").then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: "QueryError", code });
    expect(
      String(error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : ""),
    ).not.toContain("canary");
  });
});
