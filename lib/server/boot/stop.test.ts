import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { desc } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { bank } from "#lib/server/look-up/bank.ts";
import { stop } from "./stop.ts";

test("the shutdown waits for the bank client, and then records the stop", async () => {
  vi.stubEnv("DATA_DIR", mkdtempSync(path.join(tmpdir(), "anyqta-stop-")));
  const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
  const { db } = await database();
  const events: string[] = [];
  vi.spyOn(bank(), "close").mockImplementation(async () => {
    const [last] = await db.select().from(audit).orderBy(desc(audit.id)).limit(1);
    events.push(`closed after ${last?.event ?? "nothing"}`);
  });
  await stop();
  expect(events).toEqual(["closed after nothing"]);
  expect(exit.mock.calls).toEqual([[0]]);
});
