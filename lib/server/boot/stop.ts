import "server-only";
import { recordStop } from "#lib/server/audit/chain/process-runs.ts";
import { database } from "#lib/server/db/client.ts";
import { closeServers } from "#lib/server/http/guard/server-guard.ts";
import { log } from "#lib/server/log.ts";

/** Answers that are under way have so long to be finished. */
const DRAIN_MILLISECONDS = 10_000;

/**
 * Ends the process in order when it is told to: nobody new is let in, whoever is inside is served,
 * the audit says that it ended, the database is closed.
 */
export function stopOnSignal(): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    // Next's own listener ends the process as soon as its server is closed, and would not wait for us.
    process.removeAllListeners(signal);
    process.once(signal, () => void stop());
  }
}

async function stop(): Promise<void> {
  try {
    await closeServers(DRAIN_MILLISECONDS);
    const { db, close } = await database();
    await recordStop(db);
    await close();
    process.exit(0);
  } catch (error) {
    log().error({ err: error }, "the end was not in order");
    process.exit(1);
  }
}
