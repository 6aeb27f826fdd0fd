import { AppError, type ErrorCode } from "#lib/http/errors.ts";
import { databaseFault, isDatabaseUnavailable } from "#lib/server/db/unavailable.ts";
import { log } from "#lib/server/log.ts";

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
  if (line.code === "failed") log().error({ ...line, err: error }, "request failed");
  else if (error instanceof AppError) log().info(line, "request refused");
  else log().error({ ...line, fault: databaseFault(error) }, "the database is not available");
}
