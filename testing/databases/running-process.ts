import { ownRun } from "#lib/server/audit/chain/process-runs.ts";
import { startRun, stopRun } from "#lib/server/audit/chain/run-watch.ts";
import { database } from "#lib/server/db/client.ts";

/**
 * A process for tests of several: runs as the server does on the database of its settings, with looks
 * in quick succession, until it is told to stop or killed.
 */
const opened = await database();
await startRun(opened, { isLocal: false, intervalMilliseconds: 50 });
process.once("message", async () => {
  await stopRun(opened);
  await opened.close();
  process.exit();
});
process.once("disconnect", () => process.exit());
process.send?.(ownRun());
