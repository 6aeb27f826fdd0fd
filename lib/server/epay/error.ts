/** Why a call of ours could not even be tried: the mistake is in the calling code, not at the bank. */
export type EpayErrorCode =
  | "address_not_allowed"
  | "invoice_id_not_allowed"
  | "terminal_id_not_allowed"
  | "client_closed";

/**
 * Thrown for mistakes of the caller only; faults of the bank are answers. Holds a code and nothing
 * of what was passed in.
 */
export class EpayError extends Error {
  override readonly name = "EpayError";
  readonly code: EpayErrorCode;
  constructor(code: EpayErrorCode) {
    super(code);
    this.code = code;
  }
}
