import type { Fault, Kind } from "#lib/payment/payment.ts";

/** The bank's three addresses. */
export type Endpoint = "token" | "payment" | "p2p";

/** What happened, for logs and metrics. Holds no token, secret, invoice number or body. */
export type EpayEvent =
  | {
      /** One HTTP exchange is over. */
      type: "call";
      endpoint: Endpoint;
      httpStatus: number | null;
      fault: Fault | null;
      /** The system's or TLS library's name of the fault, e.g. "ECONNREFUSED". */
      errorCode: string | null;
      durationMs: number;
    }
  | {
      /** One question is answered. */
      type: "answer";
      endpoint: Endpoint;
      kind: Kind;
      fault: Fault | null;
      durationMs: number;
    };
