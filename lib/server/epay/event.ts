import type { Fault, Kind } from "#lib/payment/payment.ts";

/** The bank's three services. */
export type Endpoint = "token" | "payment" | "p2p";

/** Events for logs and metrics, without tokens, secrets, invoice numbers and bodies. */
export type EpayEvent =
  | {
      /** One HTTP exchange has ended. */
      type: "call";
      endpoint: Endpoint;
      httpStatus: number | null;
      fault: Fault | null;
      /** The error code of the system or the TLS library, e.g. "ECONNREFUSED". */
      errorCode: string | null;
      durationMs: number;
    }
  | {
      /** One question was answered. */
      type: "answer";
      endpoint: Endpoint;
      kind: Kind;
      fault: Fault | null;
      durationMs: number;
    };
