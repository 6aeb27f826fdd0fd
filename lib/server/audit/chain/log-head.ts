import "server-only";
import { database } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { committedHead } from "./append.ts";
import { currentHead, type NotedHead } from "./verify.ts";

/**
 * Writes the chain's head into the log at the start, every hour and at the stop: a place that a
 * database administrator cannot change. `npm run audit -- verify --head` takes such a head and
 * finds rows that were removed from the end later.
 */

const INTERVAL_MILLISECONDS = 3_600_000;

/** Logs the head now, every hour, and when the process exits. */
export async function startNoting(): Promise<void> {
  const noteCurrent = async () => {
    const { db } = await database();
    note(await currentHead(db));
  };
  await noteCurrent();
  setInterval(() => {
    noteCurrent().catch((error) => log().error({ err: error }, "audit head not noted"));
  }, INTERVAL_MILLISECONDS).unref();
  // An exit handler cannot await, so it logs the newest head that this process committed.
  process.once("exit", () => note(committedHead()));
}

function note(head: NotedHead | null): void {
  if (head) log().info({ head: `${head.id}:${head.hash}` }, "audit head");
}
