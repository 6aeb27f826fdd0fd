import "server-only";
import { startNoting } from "#lib/server/audit/chain/log-head.ts";
import { startRun } from "#lib/server/audit/chain/run-watch.ts";
import { startShipping } from "#lib/server/audit/shipping/shipping.ts";
import { livingPerson } from "#lib/server/auth/living-sessions.ts";
import { watchForJumps } from "#lib/server/clock/jumps.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database, type OpenDatabase } from "#lib/server/db/client.ts";
import { connectionEvents } from "#lib/server/db/pool.ts";
import { databaseFault } from "#lib/server/db/unavailable.ts";
import { messagesOf } from "#lib/server/error-text.ts";
import { shareLimits } from "#lib/server/http/budgets/share-limits.ts";
import { guardServers } from "#lib/server/http/guard/server-guard.ts";
import { log } from "#lib/server/log.ts";
import { bank } from "#lib/server/look-up/bank.ts";
import { indexExistingObservations } from "#lib/server/observations/payment-index.ts";
import { demoPeople } from "#lib/server/people/accounts.ts";
import { logConsoleErrors } from "./console-log.ts";
import { watchDisk } from "./disk-watch.ts";
import { startRounds } from "./hourly.ts";
import { startMetrics } from "./metrics-server.ts";
import { stopOnSignal } from "./stop.ts";
import { nodeRefusal, nodeWarning } from "./version-floors.ts";

/**
 * Starts the process: settings, database, people, bank client. A failure is printed in one line on
 * standard error and ends the process: a failed start must not leave a server that answers.
 */
export async function start(): Promise<void> {
  try {
    // What the server writes is its user's alone, however it was started.
    process.umask(0o077);
    const { environment, trustedProxies, app, database: where, allowUnsafeNode } = settings();
    const refusal = nodeRefusal({ environment, isAllowed: allowUnsafeNode });
    if (refusal !== null) throw new Error(refusal);
    const isSecure = app.url.protocol === "https:";
    guardServers({ isSecure, trustedProxies, personOf: livingPerson });
    logLostConnections();
    const opened = await database();
    try {
      await begin(opened, { environment, isLocal: "dataDir" in where });
    } catch (error) {
      await opened.close();
      throw error;
    }
    if (process.env.NODE_ENV === "production") {
      logConsoleErrors();
      stopOnSignal();
    }
    log().info({ environment }, "started");
  } catch (error) {
    process.stderr.write(`Anyqta does not start.\n${messagesOf(error)}\n`);
    process.exit(1);
  }
}

async function begin(
  opened: OpenDatabase,
  { environment, isLocal }: { environment: string; isLocal: boolean },
): Promise<void> {
  const { db } = opened;
  await refuseDemoPeople(environment, await demoPeople(db));
  await indexExistingObservations(db);
  watchForJumps();
  await watchDisk();
  await startRounds();
  await startRun(opened, { isLocal });
  shareLimits(db);
  await startNoting();
  startShipping();
  bank();
  await startMetrics(opened);
  const warning = nodeWarning();
  if (warning && environment === "production") log().warn(warning);
}

/** A line for each connection that ended while nobody used it; the next who needs one gets a new one. */
function logLostConnections(): void {
  connectionEvents().on("lost", (error) => {
    log().warn(
      { fault: databaseFault(error) ?? error.message },
      "a connection of the database was lost",
    );
  });
}

/** Refuses to start beside a real bank while demo people exist: their password is published. */
async function refuseDemoPeople(environment: string, emails: string[]): Promise<void> {
  if (environment === "practice" || emails.length === 0) return;
  throw new Error(
    `EPAY_ENVIRONMENT: this database holds the demo's people (${emails.join(", ")}), who may only practise. Use a database of its own for ${environment}.`,
  );
}
