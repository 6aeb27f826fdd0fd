import { asc, like } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { withDatabase } from "#testing/databases/test-database.ts";

/** One run of the process, with modules and a run id of its own. */
async function run(db: Database, { killed }: { killed: boolean }): Promise<void> {
  vi.resetModules();
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (key.description === "anyqta.run") Reflect.deleteProperty(globalThis, key);
  }
  const { recordStart, recordStop } = await import("./process-runs.ts");
  await recordStart(db);
  if (!killed) await recordStop(db);
}

afterEach(() => {
  vi.resetModules();
});

withDatabase("starts and stops of the log (P-35, P-36)", (db) => {
  test("the next start records a missing stop once", async () => {
    await run(db(), { killed: false });
    await run(db(), { killed: true });
    await run(db(), { killed: true });
    await run(db(), { killed: false });
    const rows = await db()
      .select({ event: audit.event, detail: audit.detail })
      .from(audit)
      .where(like(audit.event, "audit.%"))
      .orderBy(asc(audit.id));
    const started = rows.flatMap(({ event, detail }) =>
      event === "audit.started" ? [detail.run] : [],
    );
    const [first, second, third, fourth] = started;
    expect(rows.map(({ event, detail }) => [event, detail.run])).toEqual([
      ["audit.started", first],
      ["audit.stopped", first],
      ["audit.started", second],
      ["audit.unended", second],
      ["audit.started", third],
      ["audit.unended", third],
      ["audit.started", fourth],
      ["audit.stopped", fourth],
    ]);
    expect(new Set(started).size).toBe(4);
    expect(rows[0]?.detail).toMatchObject({ retentionDays: 180, schema: expect.any(Number) });
  });
});
