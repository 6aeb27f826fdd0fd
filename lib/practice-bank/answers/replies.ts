import type { TerminalAlias } from "../token/credentials.ts";
import { type Changes, p2pTransaction, type Transaction, transaction } from "./transaction.ts";

/** A status request, as a scenario sees it. */
export interface Asked {
  readonly invoice: string;
  /** The terminal of the payment. */
  readonly terminal: TerminalAlias;
  /** Milliseconds on the practice bank's clock. */
  readonly now: number;
  /** When the first request for this invoice came since the start of the bank. */
  readonly firstAskedAt: number;
}

/** An answer before the envelope of one of the two services. */
export interface Reply {
  readonly resultCode: string | number | null;
  readonly resultMessage?: string | null;
  readonly transaction?: Transaction | null;
}

/** How a scenario answers. */
export type Answer = (asked: Asked) => Reply;

/** The bank's message of each code; the one for 109 is ours, because the bank documents none. */
const MESSAGES = new Map([
  ["100", "SUCCESS"],
  ["101", "reject"],
  ["102", "Invoice not found, try again later or check transaction type (payment/p2p)"],
  ["103", "Error, try again or contact support"],
  ["104", "Field terminal absent in token"],
  ["106", "Error, incorrect terminalID"],
  ["107", "In progress"],
  ["109", "Error, terminal does not belong to client"],
]);

/** A result code without a transaction. */
export function codeReply(resultCode: string): Reply {
  return {
    resultCode,
    resultMessage: MESSAGES.get(resultCode) ?? "Unexpected result",
    transaction: null,
  };
}

/** Result code 100 with this transaction. */
export function foundReply(one: Transaction): Reply {
  return { resultCode: "100", resultMessage: "SUCCESS", transaction: one };
}

/** Always the same result code. */
export function code(resultCode: string): Answer {
  return () => codeReply(resultCode);
}

/** A result code other than 100 with a transaction beside it. */
export function codeBeside(resultCode: string, answer: Answer): Answer {
  return (asked) => ({ ...codeReply(resultCode), transaction: answer(asked).transaction ?? null });
}

/** The fields that a payment without an outcome leaves empty. */
const NO_OUTCOME: Changes = {
  approvalCode: "",
  reference: "",
  intReference: "",
  reason: "",
  reasonCode: "",
  secure: false,
};

function changesOf(statusName: string, changes: Changes): Changes {
  const begun = statusName === "NEW" || statusName === "FINGERPRINT";
  return { statusName, ...(begun ? NO_OUTCOME : {}), ...changes };
}

/** A payment in this state, made on a fixed day. */
export function found(statusName: string, changes: Changes = {}): Answer {
  return (asked) => foundReply(transaction(asked, changesOf(statusName, changes)));
}

/** A payment in this state, made on a day given as an ISO instant. */
export function foundOn(day: string, statusName: string, changes: Changes = {}): Answer {
  const createdAt = Date.parse(day);
  return (asked) =>
    foundReply(transaction({ ...asked, createdAt }, changesOf(statusName, changes)));
}

/** A payment in this state, made shortly before the first request; its date stays the same. */
export function fresh(statusName: string, changes: Changes = {}, secondsBefore = 20): Answer {
  return (asked) => {
    const createdAt = asked.firstAskedAt - secondsBefore * 1000;
    return foundReply(transaction({ ...asked, createdAt }, changesOf(statusName, changes)));
  };
}

/** The fields of a declined payment besides its state. */
export function refusal(reasonCode: unknown, reason: string): Changes {
  return { reasonCode, reason, approvalCode: "" };
}

/** A full or partial refund; every amount is given as the bank would send it. */
export function refund(
  sums: Pick<Changes, "amount" | "amountBonus" | "payoutAmount" | "orgAmount">,
  changes: Changes = {},
): Answer {
  return found("REFUND", { ...sums, ...changes });
}

/** A p2p operation; the bank documents it without a state, so the state is optional. */
export function p2pFound(changes: Changes = {}): Answer {
  return (asked) => foundReply(p2pTransaction(asked, changes));
}

/** One answer until a number of seconds after the first request. */
export interface Stage {
  readonly untilSeconds: number;
  readonly answer: Answer;
}

/** Answers that follow one another in time; `last` stays. */
export function stages(steps: readonly Stage[], last: Answer): Answer {
  return (asked) => {
    const seconds = (asked.now - asked.firstAskedAt) / 1000;
    const current = steps.find((step) => seconds < step.untilSeconds);
    return (current?.answer ?? last)(asked);
  };
}
