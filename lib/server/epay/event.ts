import type { BankAnswer, Fault, Kind } from "#lib/payment/payment.ts";

/** The bank's three services. */
export type Endpoint = "token" | "payment" | "p2p";

/** Events for logs and metrics, without tokens, secrets, invoice numbers and bodies. */
export type EpayEvent =
  | {
      /** One HTTP exchange has ended. */
      type: "call";
      endpoint: Endpoint;
      httpStatus: number | null;
      /** The Content-Type header in printable ASCII, at most 100 characters. */
      contentType: string | null;
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
      /** The bank's own error, without card numbers. */
      said: BankAnswer["said"];
      durationMs: number;
    }
  | {
      /** The breaker of a host opened or closed, or its probe has failed. */
      type: "breaker";
      origin: string;
      /** In milliseconds since 1970; null when the host answers again. */
      silentSince: number | null;
    };
