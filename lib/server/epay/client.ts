import type { BankAnswer } from "#lib/payment/payment.ts";
import type { ClientOptions } from "#lib/server/bounded-request/client.ts";
import { type Ask, createAsk, type EpayQuestion, type StatusEndpoint } from "./ask-status.ts";
import { readAddress } from "./base-url.ts";
import { EpayError } from "./error.ts";
import type { EpayEvent } from "./event.ts";
import { createTransport, type Transport } from "./http/transport.ts";

import type { Finding } from "./load/breaker.ts";
import { createGuardedSend, type GuardedSend } from "./load/guarded-send.ts";
import { createRetry } from "./load/retry.ts";
import { LIMITS, type Limits } from "./timeouts.ts";
import { createTokenSource } from "./token/token.ts";
import { createTokenRequest, type TokenAccess } from "./token/token-request.ts";

/** One merchant's access to one environment of the bank; both URLs belong to that environment. */
export interface EpayConfig extends TokenAccess, ClientOptions {
  tokenUrl: string;
  apiUrl: string;
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
  /**
   * Since when the bank has given no answer, in milliseconds since 1970, and is hardly asked any more;
   * null while it answers.
   */
  silentSince(): number | null;
  /** Takes over what another process found out about a host of the bank. */
  learn(origin: string, found: Finding): void;
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
  const transport = createTransport(limits, config);
  const retry = createRetry(limits, { random: config.random ?? Math.random, monotonic });
  const guarded = createGuardedSend({ transport, limits, now, monotonic, onEvent });
  const shared = { limits, retry, now, monotonic };
  const request = createTokenRequest({
    ...shared,
    address: readAddress(config.tokenUrl),
    access: config,
    sendFor: (terminalId) => guarded.to("token", terminalId),
  });
  const ask = createAsk({
    ...shared,
    address: readAddress(config.apiUrl),
    tokens: createTokenSource({ request, secret: config.clientSecret, limits, monotonic }),
    sendTo: guarded.to,
    silentSince: guarded.silentSince,
    discard: transport.discard,
    onEvent,
  });
  return closable(ask, { transport, guarded });
}

function closable(
  ask: Ask,
  { transport, guarded }: { transport: Transport; guarded: GuardedSend },
): EpayClient {
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
    silentSince: guarded.silentSince,
    learn: guarded.learn,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
