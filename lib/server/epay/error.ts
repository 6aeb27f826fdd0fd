/** Mistakes in the calling code, because of which the client sends nothing. */
export type EpayErrorCode =
  | "address_not_allowed"
  | "invoice_id_not_allowed"
  | "terminal_id_not_allowed"
  | "client_closed";

/**
 * Thrown for mistakes of the caller only; faults of the bank are answers. Contains a code and none
 * of the caller's values.
 */
export class EpayError extends Error {
  override readonly name = "EpayError";
  readonly code: EpayErrorCode;
  constructor(code: EpayErrorCode) {
    super(code);
    this.code = code;
  }
}
