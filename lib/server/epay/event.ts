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
      /** The clock of the service that answered, in milliseconds since 1970; null if it told none. */
      serverClock: number | null;
    }
  | {
      /** One question was answered. */
      type: "answer";
      endpoint: Endpoint;
      kind: Kind;
      fault: Fault | null;
      durationMs: number;
    };
