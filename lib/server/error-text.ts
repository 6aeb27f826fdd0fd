/**
 * What may be said of an error outside of the process. Drizzle writes the values of a failed statement
 * into its error's message, and PostgreSQL names the offending ones: customers' data, and what was
 * searched for. Of such an error only the statement's text and the fault's code are told.
 */

/** An error and its causes as a log line tells them. */
export interface ToldError {
  type: string;
  message: string;
  /** SQLSTATE (PostgreSQL, appendix A), or the code that Node or Anyqta gave. */
  code?: string;
  /** The constraint of the database that refused. */
  constraint?: string;
  /** The statement with its placeholders. */
  query?: string;
  /** Where it happened, without the message. */
  stack?: string;
  cause?: ToldError;
  errors?: ToldError[];
}

/** Causes of causes that are told. */
const DEEPEST = 5;

/** An error as data for the log, without the values of statements. */
export function toldError(error: unknown, depth = 0): ToldError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const isStatement = isOfStatement(error);
  const told: ToldError = {
    type: isStatement ? "StatementError" : error.name,
    message: isStatement ? statementMessage(error) : error.message,
  };
  for (const field of ["code", "constraint", "query"] as const) {
    const source = isStatement ? sourceOf(error, field) : error;
    const value = source && textOf(source, field);
    if (value !== undefined) told[field] = value;
  }
  const stack = framesOf(error);
  if (stack) told.stack = stack;
  if (isStatement || depth === DEEPEST) return told;
  if (error.cause !== undefined) told.cause = toldError(error.cause, depth + 1);
  if (error instanceof AggregateError) {
    told.errors = error.errors.map((one) => toldError(one, depth + 1));
  }
  return told;
}

/** The messages of an error and its causes, a line each, for the person at the console. */
export function messagesOf(error: unknown): string {
  const lines: string[] = [];
  for (let told: ToldError | undefined = toldError(error); told; told = told.cause) {
    lines.push(told.message);
  }
  return lines.join("\n");
}

/**
 * Is it an error of Drizzle or of the driver? By its fields, because Next may load a class twice:
 * Drizzle keeps the values, and PostgreSQL states a severity.
 */
function isOfStatement(error: Error): boolean {
  return "params" in error || "severity" in error;
}

/**
 * Codes whose message names tables, users or addresses and never a value: SQLSTATE classes of
 * connection, authorization, catalogue, transaction, syntax, resources and operator (PostgreSQL,
 * appendix A), and Node's system errors.
 */
const NAMES_NO_VALUE = /^(?:(?:08|28|3D|3F|40|42|53|55|57|58)[\dA-Z]{3}|E[A-Z]+)$/;

function statementMessage(error: Error): string {
  const source = sourceOf(error, "code");
  const code = source && textOf(source, "code");
  if (!source || !code) return "A statement failed.";
  return `A statement failed (${code}).${NAMES_NO_VALUE.test(code) ? ` ${source.message}` : ""}`;
}

type Field = "code" | "constraint" | "query";

/** This error or the first of its causes that has the field. */
function sourceOf(error: unknown, field: Field): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  return textOf(error, field) === undefined ? sourceOf(error.cause, field) : error;
}

function textOf(error: Error, field: Field): string | undefined {
  const value: unknown = Reflect.get(error, field);
  return typeof value === "string" ? value : undefined;
}

/** The stack below the message, which it repeats; none where they do not fit together. */
function framesOf({ message, stack = "" }: Error): string | undefined {
  const start = stack.indexOf(message);
  return start === -1 ? undefined : stack.slice(start + message.length).trim();
}
