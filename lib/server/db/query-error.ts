import { DrizzleQueryError } from "drizzle-orm";
import { PgPreparedQuery } from "drizzle-orm/pg-core";

/**
 * A statement that failed, without the values that it was about. The library writes them into its
 * error's message, from where they would reach the log: customers' names, and what was searched for.
 */
export class QueryError extends Error {
  override readonly name = "QueryError";
  /** The statement with its placeholders. */
  readonly query: string;
  /** SQLSTATE (PostgreSQL, appendix A), or null when the database was not reached. */
  readonly code: string | null;
  constructor(query: string, code: string | null) {
    super(`The database refused a statement (${code ?? "not reached"}).`);
    this.query = query;
    this.code = code;
  }
}

let isKept = false;

/** Makes every failing statement of this process a `QueryError`; to be called before the first. */
export function keepValuesOutOfErrors(): void {
  if (isKept) return;
  isKept = true;
  const method = "queryWithCache";
  const original: unknown = Reflect.get(PgPreparedQuery.prototype, method);
  if (typeof original !== "function") throw new Error("drizzle-orm has changed: queryWithCache");
  Reflect.set(
    PgPreparedQuery.prototype,
    method,
    async function (this: unknown, ...given: unknown[]) {
      try {
        return await Reflect.apply(original, this, given);
      } catch (error) {
        throw error instanceof DrizzleQueryError ? queryError(error) : error;
      }
    },
  );
}

function queryError({ query, cause }: DrizzleQueryError): QueryError {
  const code = cause && "code" in cause && typeof cause.code === "string" ? cause.code : null;
  return new QueryError(query, code);
}
