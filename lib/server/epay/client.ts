import type { BankAnswer } from "#lib/payment/payment.ts";
import { type Ask, createAsk, type EpayQuestion, type StatusEndpoint } from "./ask-status.ts";
import { readAddress } from "./base-url.ts";
import { EpayError } from "./error.ts";
import type { Endpoint, EpayEvent } from "./event.ts";
import { createTransport, type Transport } from "./http/transport.ts";
import { createRetry } from "./retry.ts";
import { LIMITS, type Limits } from "./timeouts.ts";
import { createTokenSource } from "./token/token.ts";
import { createTokenRequest, type TokenAccess } from "./token/token-request.ts";

/** One merchant's access to one environment of the bank; both URLs belong to that environment. */
export interface EpayConfig extends TokenAccess {
  tokenUrl: string;
  apiUrl: string;
  /** Refuses host names that resolve to a private address; IP addresses are not checked. */
  publicOnly?: boolean;
  limits?: Partial<Limits>;
  /** Wall clock, in milliseconds since 1970. */
  now?: () => number;
  /** Monotonic clock, in milliseconds. */
  monotonic?: () => number;
  /** Random numbers from 0 (included) to 1 (excluded), for jitter. */
  random?: () => number;
  /** For logs and metrics; must not throw. */
  onEvent?: (event: EpayEvent) => void;
}

/**
 * Asks the bank about payments. Faults of the bank and the network are answers. A promise rejects
 * only for a mistake of the caller (EpayError) or when the caller's signal aborts.
 */
export interface EpayClient {
  /** Asks for the status of a payment. */
  status(question: EpayQuestion): Promise<BankAnswer>;
  /** Asks for the status of a card-to-card transfer. */
  p2pStatus(question: EpayQuestion): Promise<BankAnswer>;
  /** Refuses further questions, waits for those in flight and closes the connections. */
  close(): Promise<void>;
}

/**
 * Creates a client.
 * @throws EpayError address_not_allowed
 */
export function createEpayClient(config: EpayConfig): EpayClient {
  const { now = Date.now, monotonic = () => performance.now(), onEvent = () => {} } = config;
  const limits = { ...LIMITS, ...config.limits };
  const transport = createTransport(limits, { publicOnly: config.publicOnly ?? false });
  const retry = createRetry(limits, { random: config.random ?? Math.random, monotonic });
  const sendTo = observed(transport, { monotonic, onEvent });
  const shared = { limits, retry, now, monotonic };
  const request = createTokenRequest({
    ...shared,
    address: readAddress(config.tokenUrl),
    access: config,
    send: sendTo("token"),
  });
  const ask = createAsk({
    ...shared,
    address: readAddress(config.apiUrl),
    tokens: createTokenSource({ request, limits, monotonic }),
    sendTo,
    discard: transport.discard,
    onEvent,
  });
  return closable(ask, transport);
}

function closable(ask: Ask, transport: Transport): EpayClient {
  const open = new Set<Promise<BankAnswer>>();
  let closing: Promise<void> | null = null;
  const close = async () => {
    await Promise.allSettled(open);
    await transport.close();
  };
  const askWhileOpen = (endpoint: StatusEndpoint) => async (question: EpayQuestion) => {
    if (closing) throw new EpayError("client_closed");
    const answer = ask(endpoint, question);
    open.add(answer);
    try {
      return await answer;
    } finally {
      open.delete(answer);
    }
  };
  return {
    status: askWhileOpen("payment"),
    p2pStatus: askWhileOpen("p2p"),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** The `send` of a transport for each endpoint, with an event for every call. */
function observed(
  transport: Transport,
  { monotonic, onEvent }: { monotonic: () => number; onEvent: (event: EpayEvent) => void },
): (endpoint: Endpoint) => Transport["send"] {
  return (endpoint) => async (request, signal) => {
    const begun = monotonic();
    const result = await transport.send(request, signal);
    onEvent({
      type: "call",
      endpoint,
      httpStatus: result.fault === null ? result.status : null,
      fault: result.fault ?? result.bodyFault,
      errorCode: result.errorCode,
      durationMs: monotonic() - begun,
      serverClock: result.fault === null ? readDate(result.date) : null,
    });
    return result;
  };
}

function readDate(header: string | null): number | null {
  const read = Date.parse(header ?? "");
  return Number.isNaN(read) ? null : read;
}
