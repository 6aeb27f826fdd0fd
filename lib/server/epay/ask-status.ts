import { parseInvoiceId } from "#lib/payment/invoice-number.ts";
import type { BankAnswer } from "#lib/payment/payment.ts";
import { readAnswer } from "./answer/read-answer.ts";
import { p2pService, paymentService } from "./answer/wire-schema.ts";
import type { Address } from "./base-url.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { EpayError } from "./error.ts";
import type { EpayEvent } from "./event.ts";
import { faultAnswer, isUnsent, repeatOf } from "./fault.ts";
import type { Transport } from "./http/transport.ts";
import type { GuardedSend } from "./load/guarded-send.ts";
import type { Retry, Try } from "./load/retry.ts";
import type { Limits } from "./timeouts.ts";
import type { TokenSource } from "./token/token.ts";

/** A question about one invoice of one terminal. */
export interface EpayQuestion {
  /** Exactly as the merchant sent it for payment. */
  invoiceId: string;
  /** The terminal's UUID; the bank answers for this terminal only. */
  terminalId: string;
  /** Milliseconds that it may take, if less than the client's own limit. */
  withinMs?: number | undefined;
  /** Cancels the question; the promise then rejects with the signal's reason. */
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
  sendTo: GuardedSend["to"];
  silentSince: GuardedSend["silentSince"];
  discard: Transport["discard"];
  onEvent: (event: EpayEvent) => void;
}

/**
 * Creates the function that checks a question, gets a token, calls the bank and reads the answer.
 */
export function createAsk(options: AskOptions): Ask {
  const { limits, monotonic, retry, onEvent } = options;
  return async (endpoint, question) => {
    check(question);
    question.signal?.throwIfAborted();
    const begun = monotonic();
    const ms = Math.min(limits.totalMs, question.withinMs ?? limits.totalMs);
    const deadline = startDeadline({ ms, monotonic, caller: question.signal });
    try {
      const outcome = await retry(createTry(options, { endpoint, question, deadline }), deadline);
      question.signal?.throwIfAborted();
      const answer = withSilence(outcome, options.silentSince());
      const { kind, fault, said } = answer;
      onEvent({ type: "answer", endpoint, kind, fault, said, durationMs: monotonic() - begun });
      return answer;
    } finally {
      deadline.clear();
    }
  };
}

/** A call that was a probe of a silent bank and failed, too, tells since when it is silent. */
function withSilence(answer: BankAnswer, since: number | null): BankAnswer {
  return since === null || answer.kind !== "unreachable"
    ? answer
    : { ...answer, silentSince: new Date(since).toISOString() };
}

/** Checks that nothing but an invoice number gets into the path, also if a caller did not. */
function check({ invoiceId, terminalId }: EpayQuestion): void {
  const read = parseInvoiceId(invoiceId);
  if (!read.ok || read.invoiceId !== invoiceId) throw new EpayError("invoice_id_not_allowed");
  if (!/^[\x21-\x7e]{1,100}$/.test(terminalId)) throw new EpayError("terminal_id_not_allowed");
}

/**
 * Creates one attempt. When the bank refuses the token, it drops the token and repeats the call
 * with a new one, once per question. A failed token request was already retried, so it ends the
 * question.
 */
function createTry(
  { address, tokens, now, sendTo, discard }: AskOptions,
  about: { endpoint: StatusEndpoint; question: EpayQuestion; deadline: Deadline },
): () => Promise<Try<BankAnswer>> {
  const { invoiceId, terminalId } = about.question;
  const { signal } = about.deadline;
  const service = SERVICES[about.endpoint];
  const send = sendTo(about.endpoint, terminalId);
  const path = `${address.path}${service.path}${encodeURIComponent(invoiceId)}`;
  let isTokenRenewed = false;
  const work = async (): Promise<Try<BankAnswer>> => {
    const token = await tokens.get(terminalId, signal);
    if (token.fault) {
      const outcome = faultAnswer(token.fault, token);
      return { outcome, repeat: "never", isUnsent: isUnsent(token.fault) };
    }
    const headers = { authorization: `Bearer ${token.value}`, accept: "application/json" };
    const http = await send(
      { origin: address.origin, path, method: "GET", headers },
      about.deadline,
    );
    if (http.fault === null && http.status === 401 && !isTokenRenewed) {
      isTokenRenewed = true;
      tokens.drop(terminalId, token.value);
      return work();
    }
    const outcome = http.fault
      ? faultAnswer(http.fault)
      : readAnswer(http, service, { invoiceId, terminalId, now: now() });
    if (outcome.fault === "other_invoice") discard(address.origin);
    return { outcome, repeat: repeatOf(outcome.fault), isUnsent: isUnsent(outcome.fault) };
  };
  return work;
}
