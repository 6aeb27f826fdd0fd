import "server-only";
import type { Database } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { limits } from "../rate-limit.ts";
import { addCounts, removeEndedCounts } from "./stored-counts.ts";

const SEND_MILLISECONDS = 1_000;
const REMOVE_MILLISECONDS = 60_000;

/** Shares the rate limits of this process with all others on the same database from now on. */
export function shareLimits(db: Database): void {
  const send = limits().share((added) => addCounts(db, added));
  setInterval(() => void send(), SEND_MILLISECONDS).unref();
  setInterval(() => {
    removeEndedCounts(db).catch((err: unknown) => log().warn({ err }, "old counts not removed"));
  }, REMOVE_MILLISECONDS).unref();
}
