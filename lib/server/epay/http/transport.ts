import type { Fault } from "#lib/payment/payment.ts";
import {
  type ClientOptions,
  createBoundedClient,
  type HttpRequest,
} from "#lib/server/bounded-request/client.ts";
import type { BoundedAnswer, Failure } from "#lib/server/bounded-request/exchange.ts";
import type { Limits } from "../timeouts.ts";

/** An answer of the bank. `bodyFault` says why its body is incomplete, or is null. */
export interface HttpAnswer extends Omit<BoundedAnswer, "failure" | "bodyFailure"> {
  fault: null;
  bodyFault: Fault | null;
}

/** No answer. */
export interface HttpFailure {
  fault: Fault;
  errorCode: string | null;
}

/** Sends requests to the bank without reading what an answer says; see `BoundedClient`. */
export interface Transport {
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer | HttpFailure>;
  discard(origin: string): void;
  close(): Promise<void>;
}

const FAULTS: Readonly<Record<Failure, Fault>> = {
  timeout: "timeout",
  network: "network",
  certificate: "certificate",
  malformed: "not_the_bank",
  too_large: "not_trusted",
  encoded: "compressed",
};

export function createTransport(limits: Limits, options: ClientOptions = {}): Transport {
  const { boundedRequest, discard, close } = createBoundedClient(limits, options);
  return {
    discard,
    close,
    send: async (request, signal) => {
      const result = await boundedRequest(request, signal);
      if (result.failure !== null) {
        return { fault: FAULTS[result.failure], errorCode: result.errorCode };
      }
      const { failure: _, bodyFailure, ...answer } = result;
      return { ...answer, fault: null, bodyFault: bodyFailure && FAULTS[bodyFailure] };
    },
  };
}
