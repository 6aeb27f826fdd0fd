import type { TerminalAlias } from "../token/credentials.ts";
import { type Changes, p2pTransaction, type Transaction, transaction } from "./transaction.ts";

/** One question, as a scenario sees it. */
export interface Asked {
  readonly invoice: string;
  /** The point of sale where the payment was made. */
  readonly terminal: TerminalAlias;
  /** Milliseconds on the practice bank's clock. */
  readonly now: number;
  /** When this invoice was first asked for since the bank started. */
  readonly firstAskedAt: number;
}

/** What the bank knows, before it is put into the envelope of one of its two services. */
export interface Reply {
  readonly resultCode: string | number | null;
  readonly resultMessage?: string | null;
  readonly transaction?: Transaction | null;
}

/** How a scenario answers. */
export type Answer = (asked: Asked) => Reply;

/** The bank's wording beside each code; the one for 109 is ours, as the bank prints none. */
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

/** A result code other than 100, and a transaction beside it all the same. */
export function codeBeside(resultCode: string, answer: Answer): Answer {
  return (asked) => ({ ...codeReply(resultCode), transaction: answer(asked).transaction ?? null });
}

/** What a payment without an outcome lacks. */
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

/** A payment in this state, made shortly before the first question and the same ever after. */
export function fresh(statusName: string, changes: Changes = {}, secondsBefore = 20): Answer {
  return (asked) => {
    const createdAt = asked.firstAskedAt - secondsBefore * 1000;
    return foundReply(transaction({ ...asked, createdAt }, changesOf(statusName, changes)));
  };
}

/** What a refused payment states besides its state. */
export function refusal(reasonCode: unknown, reason: string): Changes {
  return { reasonCode, reason, approvalCode: "" };
}

/** A payment given back, all or part; every sum is written out as the bank would send it. */
export function refund(
  sums: Pick<Changes, "amount" | "amountBonus" | "payoutAmount" | "orgAmount">,
  changes: Changes = {},
): Answer {
  return found("REFUND", { ...sums, ...changes });
}

/** A p2p operation, with a state or, as the bank documents it, without. */
export function p2pFound(changes: Changes = {}): Answer {
  return (asked) => foundReply(p2pTransaction(asked, changes));
}

/** One answer up to a number of seconds after the first question. */
export interface Stage {
  readonly untilSeconds: number;
  readonly answer: Answer;
}

/** Answers that follow one another in time; `last` is for good. */
export function stages(steps: readonly Stage[], last: Answer): Answer {
  return (asked) => {
    const seconds = (asked.now - asked.firstAskedAt) / 1000;
    const current = steps.find((step) => seconds < step.untilSeconds);
    return (current?.answer ?? last)(asked);
  };
}
