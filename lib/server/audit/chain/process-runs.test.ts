import { asc, like } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { onBothEngines } from "#testing/databases/on-each-engine.ts";

/** One run of the only process, with modules and a run id of its own. */
async function run(db: Database, { killed }: { killed: boolean }): Promise<void> {
  vi.resetModules();
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (/^anyqta\.run/.test(key.description ?? "")) Reflect.deleteProperty(globalThis, key);
  }
  const { startRun, stopRun } = await import("./run-watch.ts");
  // Without a connection of its own the run holds no lock, as after its death.
  await startRun({ db, connect: null }, { isShared: false, intervalMilliseconds: 3_600_000 });
  if (!killed) await stopRun({ db });
}

afterEach(() => {
  vi.resetModules();
});

onBothEngines("starts and stops of the log (P-35, P-36)", (db) => {
  test("the next start of the only process records a missing stop at once, and once", async () => {
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
