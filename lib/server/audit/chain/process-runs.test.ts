import { asc, like } from "drizzle-orm";
import type { PoolClient } from "pg";
import { afterEach, expect, test, vi } from "vitest";
import type { OpenDatabase } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { withDatabase } from "#testing/databases/test-database.ts";

/** One run of a process, with modules and a run id of its own. */
async function run(
  { db, connect }: Pick<OpenDatabase, "db" | "connect">,
  { killed }: { killed: boolean },
): Promise<void> {
  vi.resetModules();
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (/^anyqta\.run/.test(key.description ?? "")) Reflect.deleteProperty(globalThis, key);
  }
  const { startRun, stopRun } = await import("./run-watch.ts");
  let lock: PoolClient | undefined;
  const connectOnce = async () => {
    lock = await connect();
    return lock;
  };
  const options = { isLocal: true, intervalMilliseconds: 3_600_000 };
  await startRun({ db, connect: connectOnce }, options);
  // The connection of the lock ends with the process.
  if (killed) lock?.release(true);
  else await stopRun({ db });
}

afterEach(() => {
  vi.resetModules();
});

withDatabase("starts and stops of the log (P-35, P-36)", (db, _owner, connect) => {
  test("the next start on the same machine records a missing stop at once, and once", async () => {
    await run({ db: db(), connect }, { killed: false });
    await run({ db: db(), connect }, { killed: true });
    await run({ db: db(), connect }, { killed: true });
    await run({ db: db(), connect }, { killed: false });
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
      ["audit.begun", undefined],
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
    expect(rows[1]?.detail).toMatchObject({ retentionDays: 180, schema: expect.any(Number) });
  });
});
