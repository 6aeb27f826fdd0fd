import { AppError, type ErrorCode } from "#lib/http/errors.ts";
import { databaseFault, isDatabaseUnavailable } from "#lib/server/db/unavailable.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** The error to answer with: what is no refusal is a failure, or a database that is not available. */
export function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(isDatabaseUnavailable(error) ? "unavailable" : "failed", { cause: error });
}

/**
 * Writes the log line of a request that was refused or failed. A database that is down fails very many
 * requests, so its line names the fault alone.
 */
export function logRefusal(
  error: unknown,
  line: { code: ErrorCode; requestId: string; ip: string | null },
): void {
  if (line.code === "too_many") logTooMany(line);
  else if (line.code === "failed") log().error({ ...line, err: error }, "request failed");
  else if (error instanceof AppError) log().info(line, "request refused");
  else log().error({ ...line, fault: databaseFault(error) }, "the database is not available");
}

/** Log lines a second about requests over a limit, so that a flood does not fill the log. */
const MOST_LINES = 10;
const SECOND_MILLISECONDS = 1_000;

const tooMany = singleton("too-many-lines", () => ({ since: -Infinity, lines: 0, leftOut: 0 }));

function logTooMany(line: object): void {
  const counts = tooMany();
  const now = performance.now();
  if (now - counts.since >= SECOND_MILLISECONDS) Object.assign(counts, { since: now, lines: 0 });
  if (counts.lines >= MOST_LINES) {
    counts.leftOut += 1;
    return;
  }
  const leftOut = counts.leftOut > 0 ? { leftOut: counts.leftOut } : {};
  log().info({ ...line, ...leftOut }, "request refused");
  counts.lines += 1;
  counts.leftOut = 0;
}
