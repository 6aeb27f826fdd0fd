import { z } from "zod";

/** All error codes, each with its HTTP status. */
export const ERRORS = {
  invalid_input: 400,
  invalid_invoice_number: 400,
  unknown_terminal: 400,
  signed_out: 401,
  not_allowed: 403,
  cross_site: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  wrong_host: 421,
  too_many: 429,
  // Nobody reads it: the status that nginx logs for a client that has gone.
  caller_left: 499,
  too_many_reveals: 429,
  failed: 500,
  unavailable: 503,
  disk_full: 503,
} as const;
export type ErrorCode = keyof typeof ERRORS;

/** The body of every error: a code for programs and a reference for support. */
export const errorSchema = z.object({
  error: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  /** Id of the request, under which the log has the cause. */
  reference: z.string(),
});

/** An error with one of the codes, which becomes the answer of the handler. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  /** With `too_many`, `too_many_reveals` and `disk_full`: seconds after which another request can succeed. */
  readonly retryAfter: number | undefined;
  constructor(code: ErrorCode, options?: { cause?: unknown; retryAfter?: number }) {
    super(code, options);
    this.code = code;
    this.retryAfter = options?.retryAfter;
  }
  /** Next bundles each route separately, so there may be several copies of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "AppError";
  }
}
