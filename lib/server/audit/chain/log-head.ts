import "server-only";
import { database } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { committedHead } from "./append.ts";
import { currentHead, type NotedHead } from "./verify.ts";

/**
 * The chain's end, written where whoever rules the database does not: into the log, at the start,
 * every hour and at the stop. What is cut off later, `npm run audit -- verify --head` finds by it.
 */

const ROUND_MILLISECONDS = 3_600_000;

/** Notes the end now, and from now on. */
export async function startNoting(): Promise<void> {
  const noteCurrent = async () => {
    const { db } = await database();
    note(await currentHead(db));
  };
  await noteCurrent();
  setInterval(() => {
    noteCurrent().catch((error) => log().error({ err: error }, "audit head not noted"));
  }, ROUND_MILLISECONDS).unref();
  // Nothing can be awaited at the exit, so this is the head that the process knows to be committed.
  process.once("exit", () => note(committedHead()));
}

function note(head: NotedHead | null): void {
  if (head) log().info({ head: `${head.id}:${head.hash}` }, "audit head");
}
