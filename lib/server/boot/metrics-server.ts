import "server-only";
import { createServer, type Server } from "node:http";
import { wroteWithin } from "#lib/server/audit/chain/writable.ts";
import { settings } from "#lib/server/config/settings.ts";
import type { OpenDatabase } from "#lib/server/db/client.ts";
import { waitingRequests } from "#lib/server/http/guard/admission.ts";
import { withoutGuard } from "#lib/server/http/guard/server-guard.ts";
import { log } from "#lib/server/log.ts";
import { bank } from "#lib/server/look-up/bank.ts";
import { metricsText, watch } from "#lib/server/metrics/metrics.ts";

/**
 * Serves `/metrics` for Prometheus on a port of its own, so that no proxy in front of Anyqta can lead
 * strangers to it.
 */

/** Readiness writes about once a second while it is asked; a load balancer asks less often. */
const WRITABLE_MILLISECONDS = 60_000;

/**
 * Starts the server if METRICS_PORT is set.
 * @throws Error in words when it cannot listen there.
 */
export async function startMetrics(opened: OpenDatabase): Promise<Server | null> {
  watchProcess(opened);
  const { metrics } = settings();
  if (!metrics) return null;
  const server = withoutGuard(createServer());
  server.on("request", async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    try {
      const { contentType, text } = await metricsText();
      response.writeHead(200, { "content-type": contentType, "cache-control": "no-store" });
      response.end(text);
    } catch (error) {
      log().error({ err: error }, "the metrics cannot be read");
      response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const at = `${metrics.host}:${metrics.port}`;
      const error = `METRICS_PORT: the metrics cannot listen on ${at} (${cause.code}); set another port, or METRICS_HOST`;
      reject(new Error(error));
    });
    server.listen(metrics.port, metrics.host, resolve);
  });
  server.unref();
  log().info(metrics, "metrics");
  return server;
}

function watchProcess({ connections }: OpenDatabase): void {
  watch(
    {
      name: "anyqta_bank_silent_seconds",
      help: "For how long the bank has given no answer to anybody; 0 while it answers.",
      read: () => {
        const since = bank().silentSince();
        return { "": since === null ? 0 : Math.max(0, Date.now() - since) / 1_000 };
      },
    },
    {
      name: "anyqta_requests_waiting",
      help: "Requests that wait for their turn, by who sent them.",
      label: "who",
      read: waitingRequests,
    },
    {
      name: "anyqta_database_connections",
      help: "Connections of this process to PostgreSQL: open, of these idle; and requests that wait for one.",
      label: "state",
      read: connections,
    },
    {
      name: "anyqta_audit_written_recently",
      help: "1 if the audit was written within a minute, also by a probe of readiness; else 0.",
      read: () => ({ "": wroteWithin(WRITABLE_MILLISECONDS) ? 1 : 0 }),
    },
  );
}
