import { parseInvoiceId } from "#lib/payment/invoice-number.ts";
import type { BankAnswer } from "#lib/payment/payment.ts";
import { readAnswer } from "./answer/read-answer.ts";
import { p2pService, paymentService } from "./answer/wire-schema.ts";
import type { Address } from "./base-url.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { EpayError } from "./error.ts";
import type { Endpoint, EpayEvent } from "./event.ts";
import { nothingLearned, repeatOf } from "./fault.ts";
import type { Transport } from "./http/transport.ts";
import type { Retry, Try } from "./retry.ts";
import type { Limits } from "./timeouts.ts";
import type { TokenSource } from "./token/token.ts";

/** One question about one invoice of one point of sale. */
export interface EpayQuestion {
  /** Exactly as the merchant sent it for payment. */
  invoiceId: string;
  /** The point of sale's UUID; answers are for it alone. */
  terminalId: string;
  /** Milliseconds it may take, where that is less than the client's own limit. */
  withinMs?: number | undefined;
  /** Lets the caller leave; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

const SERVICES = { payment: paymentService, p2p: p2pService };
export type StatusEndpoint = keyof typeof SERVICES;

/** Asks one of the status services; see `EpayClient`. */
export type Ask = (endpoint: StatusEndpoint, question: EpayQuestion) => Promise<BankAnswer>;

export interface AskOptions {
  address: Address;
  tokens: TokenSource;
  limits: Limits;
  retry: Retry;
  now: () => number;
  monotonic: () => number;
  sendTo: (endpoint: Endpoint) => Transport["send"];
  discard: Transport["discard"];
  onEvent: (event: EpayEvent) => void;
}

/** The way of every question: check it, then token, call and judgement until it is answered. */
export function createAsk(options: AskOptions): Ask {
  const { limits, monotonic, retry, onEvent } = options;
  return async (endpoint, question) => {
    check(question);
    question.signal?.throwIfAborted();
    const begun = monotonic();
    const ms = Math.min(limits.totalMs, question.withinMs ?? limits.totalMs);
    const deadline = startDeadline({ ms, monotonic, caller: question.signal });
    try {
      const answer = await retry(createTry(options, { endpoint, question, deadline }), deadline);
      question.signal?.throwIfAborted();
      const { kind, fault } = answer;
      onEvent({ type: "answer", endpoint, kind, fault, durationMs: monotonic() - begun });
      return answer;
    } finally {
      deadline.clear();
    }
  };
}

/** The last line of defence for the path: nothing but an invoice number gets into it. */
function check({ invoiceId, terminalId }: EpayQuestion): void {
  const read = parseInvoiceId(invoiceId);
  if (!read.ok || read.invoiceId !== invoiceId) throw new EpayError("invoice_id_not_allowed");
  if (!/^[\x21-\x7e]{1,100}$/.test(terminalId)) throw new EpayError("terminal_id_not_allowed");
}

/**
 * One try. A token that is refused is dropped and the call repeated with a fresh one, once in a
 * question. A token request has repeated already, so its failure ends the question.
 */
function createTry(
  { address, tokens, now, sendTo, discard }: AskOptions,
  about: { endpoint: StatusEndpoint; question: EpayQuestion; deadline: Deadline },
): () => Promise<Try<BankAnswer>> {
  const { invoiceId, terminalId } = about.question;
  const { signal } = about.deadline;
  const service = SERVICES[about.endpoint];
  const send = sendTo(about.endpoint);
  const path = `${address.path}${service.path}${encodeURIComponent(invoiceId)}`;
  let isTokenRenewed = false;
  const work = async (): Promise<Try<BankAnswer>> => {
    const token = await tokens.get(terminalId, signal);
    if (token.fault) {
      return { outcome: nothingLearned(token.fault, token.retryAt), repeat: "never" };
    }
    const headers = { authorization: `Bearer ${token.value}`, accept: "application/json" };
    const http = await send({ origin: address.origin, path, method: "GET", headers }, signal);
    if (http.fault === null && http.status === 401 && !isTokenRenewed) {
      isTokenRenewed = true;
      tokens.drop(terminalId, token.value);
      return work();
    }
    const outcome = http.fault
      ? nothingLearned(http.fault)
      : readAnswer(http, service, { invoiceId, terminalId, now: now() });
    if (outcome.fault === "other_invoice") discard(address.origin);
    return { outcome, repeat: repeatOf(outcome.fault) };
  };
  return work;
}
