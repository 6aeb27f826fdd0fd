import "server-only";
import { database } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { currentHead, installationOf, knownHead, type NotedHead, noteHead } from "./head.ts";

/**
 * Writes the chain's head into the log at the start, every hour and at the stop: a place that a
 * database administrator cannot change. `npm run audit -- verify --heads` reads the log
 * and finds rows that were removed from the end later.
 */

const INTERVAL_MILLISECONDS = 3_600_000;

/** Logs the head now, every hour, and when the process exits. */
export async function startNoting(): Promise<void> {
  const { db } = await database();
  const installation = await installationOf(db);
  const note = (head: NotedHead | null) => {
    if (head) log().info({ head: `${head.id}:${head.hash}`, installation }, "audit head");
  };
  const noteCurrent = async () => {
    const head = await currentHead(db);
    if (head) noteHead(head);
    note(head);
  };
  await noteCurrent();
  setInterval(() => {
    noteCurrent().catch((error) => log().error({ err: error }, "audit head not noted"));
  }, INTERVAL_MILLISECONDS).unref();
  // An exit handler cannot await, so it logs the newest head that this process knows.
  process.once("exit", () => note(knownHead()));
}
