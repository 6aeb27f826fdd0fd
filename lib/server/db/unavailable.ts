/**
 * Tells the errors of a database that cannot be used at the moment, because it is down, frozen,
 * full, read-only, or a lock is held, from errors of a statement and of its values. By their fields, because Next may
 * load a class twice. No other file knows these codes.
 */

/**
 * SQLSTATE (PostgreSQL, appendix A): connection exceptions, refused logins, lost databases,
 * insufficient resources, shutdowns and crashes, system errors; then read-only servers, idle
 * transactions that were ended, locks not available, and statements that took too long.
 */
const UNAVAILABLE = /^(?:(?:08|28|3D|53|58)[\dA-Z]{3}|57P0\d|25006|25P03|55P03|57014)$/;

/** System errors of Node, such as ECONNREFUSED, or ENOENT of a Unix socket. */
const SYSTEM_ERROR = /^E[A-Z_]+$/;

/** What pg and pg-pool say without a code when there was no answer or no connection. */
const NO_ANSWER =
  /^(?:Connection terminated|timeout exceeded when trying to connect$|Query read timeout$|Client (?:was closed|has encountered a connection error) and is not queryable$)/;

/** Causes of causes that are searched. */
const DEEPEST = 5;

/**
 * Why the database cannot be used at the moment: SQLSTATE, a code of Node or words of pg, and never a
 * value. Null for any other error. Trying later may help.
 */
export function databaseFault(error: unknown): string | null {
  let isOfStatement = false;
  for (const one of causesOf(error)) {
    const code = textOf(one, "code");
    if ("severity" in one) return UNAVAILABLE.test(code) ? code : null;
    // A system error may be of anything; it is the database's if a statement failed with it.
    if (isOfStatement && SYSTEM_ERROR.test(code)) return code;
    if (isOfStatement && NO_ANSWER.test(one.message)) return one.message;
    isOfStatement ||= "params" in one;
  }
  return null;
}

/** SQLSTATE: values that no column can hold, and values beyond a limit, such as that of an index. */
const OF_VALUES = /^(?:22|54)[\dA-Z]{3}$/;

/** Whether the error is of the values of a statement: the same statement with others succeeds. */
export function isOfValues(error: unknown): boolean {
  const ofDatabase = causesOf(error).find((one) => "severity" in one);
  return ofDatabase !== undefined && OF_VALUES.test(textOf(ofDatabase, "code"));
}

/** Whether the error means that the database cannot be used at the moment. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return databaseFault(error) !== null;
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let one = error; one instanceof Error && causes.length < DEEPEST; one = one.cause) {
    causes.push(one);
  }
  return causes;
}

function textOf(error: Error, field: string): string {
  const value: unknown = Reflect.get(error, field);
  return typeof value === "string" ? value : "";
}
