import { desc } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { audit } from "#lib/server/db/schema/audit.ts";
import { bank } from "#lib/server/look-up/bank.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { stop } from "./stop.ts";

test("the shutdown waits for the bank client, and then records the stop", async () => {
  const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
  const { db } = await useEmptyDatabase();
  const events: string[] = [];
  vi.spyOn(bank(), "close").mockImplementation(async () => {
    const [last] = await db.select().from(audit).orderBy(desc(audit.id)).limit(1);
    events.push(`closed after ${last?.event ?? "nothing"}`);
  });
  await stop();
  expect(events).toEqual(["closed after nothing"]);
  expect(exit.mock.calls).toEqual([[0]]);
});
