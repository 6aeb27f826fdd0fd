import "server-only";
import { stopRun } from "#lib/server/audit/chain/run-watch.ts";
import { writeCountedRefusals } from "#lib/server/auth/attempts/refusals.ts";
import { database } from "#lib/server/db/client.ts";
import { closeServers } from "#lib/server/http/guard/server-guard.ts";
import { log } from "#lib/server/log.ts";
import { bank } from "#lib/server/look-up/bank.ts";

/** Timeout for the answers that are under way. */
const DRAIN_MILLISECONDS = 10_000;

/**
 * Shuts the process down in order on a signal: accepts no more connections, finishes the answers under
 * way, closes the bank client, records what is only counted yet and the stop in the audit, closes the
 * database.
 */
export function stopOnSignal(): void {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    // Next's own listener ends the process as soon as its server is closed, before the rest is done.
    process.removeAllListeners(signal);
    process.once(signal, () => void stop());
  }
}

/** Shuts the process down; see `stopOnSignal`. */
export async function stop(): Promise<void> {
  try {
    await closeServers(DRAIN_MILLISECONDS);
    await bank().close();
    const opened = await database();
    await writeCountedRefusals(opened.db);
    await stopRun(opened);
    await opened.close();
    process.exit(0);
  } catch (error) {
    log().error({ err: error }, "the shutdown failed");
    process.exit(1);
  }
}
