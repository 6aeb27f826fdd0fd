import type { Service } from "./look-up.ts";
import type { BankAnswer, Flag } from "./payment.ts";
import {
  type CustomerSituation,
  type ReasonActor,
  type ReasonEntry,
  reasonOf,
} from "./reason-codes.ts";
import { badgeName } from "./status/badge-name.ts";

/**
 * What an answer means to the clerk: where the money is, whether the goods may go, who has to act,
 * and which words say so (namespace `explain`). No explanation claims more than the bank's answer:
 * only CHARGE with code 100 is money taken, and any contradiction beside it says "check first".
 */

/** Where the money is. */
export type Money =
  | "taken"
  | "held"
  | "released"
  | "returned"
  | "returned_in_part"
  | "returned_unclear"
  | "not_taken"
  | "none_moved"
  | "not_known";

/** May the goods be handed over? */
export type Goods = "yes" | "no" | "wait" | "check";

type Judgement = readonly [money: Money, goods: Goods, actor: ReasonActor];

/**
 * Every situation with its judgement; lib/i18n/<locale>/explain.json says what each means, what to do
 * and what to tell the customer. Where nothing was learned, the situation is named as the fault.
 */
export const SITUATIONS = {
  paid: ["taken", "yes", "nobody"],
  paid_sums_differ: ["taken", "check", "shop"],
  paid_doubtful: ["taken", "check", "shop"],
  held: ["held", "wait", "shop"],
  released: ["released", "no", "nobody"],
  hold_expired: ["released", "no", "shop"],
  refunded: ["returned", "no", "nobody"],
  refunded_unclear: ["returned_unclear", "check", "shop"],
  partly_refunded: ["returned_in_part", "check", "shop"],
  card_verified: ["none_moved", "no", "customer"],
  begun: ["not_known", "wait", "customer"],
  three_ds_running: ["not_known", "wait", "customer"],
  in_progress: ["not_known", "wait", "halyk"],
  not_settled: ["not_known", "wait", "halyk"],
  not_settled_may_be_held: ["not_known", "wait", "halyk"],
  three_ds_failed: ["not_taken", "no", "customer"],
  failed: ["not_taken", "no", "customer"],
  failed_unexplained: ["not_taken", "no", "halyk"],
  failed_contradiction: ["not_taken", "no", "halyk"],
  failed_no_details: ["not_taken", "no", "customer"],
  not_found: ["not_known", "wait", "shop"],
  not_found_p2p: ["not_known", "wait", "shop"],
  bank_failed_to_look: ["not_known", "wait", "halyk"],
  terminal_missing: ["not_known", "wait", "our_settings"],
  terminal_wrong: ["not_known", "wait", "our_settings"],
  terminal_not_ours: ["not_known", "wait", "our_settings"],
  credentials_refused: ["not_known", "wait", "our_settings"],
  access_refused: ["not_known", "wait", "our_settings"],
  wrong_address: ["not_known", "wait", "our_settings"],
  refused_without_reason: ["not_known", "wait", "halyk"],
  network: ["not_known", "wait", "shop"],
  timeout: ["not_known", "wait", "halyk"],
  bank_failing: ["not_known", "wait", "halyk"],
  bank_asks_to_wait: ["not_known", "wait", "shop"],
  not_the_bank: ["not_known", "wait", "our_settings"],
  not_trusted: ["not_known", "wait", "halyk"],
  other_invoice: ["not_known", "wait", "halyk"],
  unknown_state: ["not_known", "wait", "halyk"],
  unknown_code: ["not_known", "wait", "halyk"],
} as const satisfies Record<string, Judgement>;

export type Situation = keyof typeof SITUATIONS;

export interface Explanation {
  situation: Situation;
  money: Money;
  goods: Goods;
  /** Who has to act. */
  actor: ReasonActor;
  /** What is known of the bank's reason code, for failed and unsettled payments. */
  reason: ReasonEntry | null;
  /** Key of the text for the customer, from the root of the messages. */
  customer: `explain.situation.${Situation}.customer` | `reasons.customer.${CustomerSituation}`;
}

type Explained = Pick<
  BankAnswer,
  "kind" | "fault" | "statusName" | "resultCode" | "extent" | "payment" | "flags"
> & { service?: Service | undefined };

/** Contradictions and gaps that turn "yes" into "check first". */
const DOUBTS: ReadonlySet<Flag["code"]> = new Set([
  "also_received",
  "other_terminal",
  "date_in_future",
  "date_unreadable",
  "not_stated",
  "sum_unreadable",
  "sum_negative",
  "sums_do_not_add_up",
]);

/** Situations that the reason code explains further. */
const REASONED: ReadonlySet<Situation> = new Set([
  "failed",
  "failed_unexplained",
  "three_ds_failed",
  "not_settled",
  "not_settled_may_be_held",
]);

/** Explains one answer; always gives one, whatever the bank said. */
export function explain(answer: Explained): Explanation {
  const situation = situationOf(answer);
  const [money, goods, actor] = SITUATIONS[situation];
  const stated = REASONED.has(situation) ? statedReason(answer) : null;
  const reason = stated?.key === "0" ? null : stated;
  return {
    situation,
    money,
    goods,
    actor: reason?.actor ?? actor,
    reason,
    customer:
      situation === "failed" && reason
        ? `reasons.customer.${reason.customer}`
        : `explain.situation.${situation}.customer`,
  };
}

function situationOf(answer: Explained): Situation {
  if (answer.fault) return answer.fault;
  switch (answer.kind) {
    case "paid":
      return ofPaid(answer);
    case "refunded":
      return answer.extent === "full" ? "refunded" : "refunded_unclear";
    case "in_progress":
      return ofProgress(answer);
    case "failed":
      return ofFailure(answer);
    case "not_found":
      return answer.service === "p2p" ? "not_found_p2p" : "not_found";
    case "held":
    case "released":
    case "hold_expired":
    case "partly_refunded":
    case "card_verified":
      return answer.kind;
    default:
      return unknown(answer);
  }
}

function unknown(answer: Explained): Situation {
  return answer.resultCode === "100" ? "unknown_state" : "unknown_code";
}

function ofPaid(answer: Explained): Situation {
  if (answer.resultCode !== "100" || answer.statusName !== "CHARGE") return unknown(answer);
  if (has(answer, "charge_with_refund_sums")) return "paid_sums_differ";
  return answer.flags.some((flag) => DOUBTS.has(flag.code)) ? "paid_doubtful" : "paid";
}

function ofProgress(answer: Explained): Situation {
  if (badgeName(answer).key === "not_settled") return ofUnsettled(statedReason(answer));
  if (answer.statusName === "FINGERPRINT") return "three_ds_running";
  return answer.statusName === "NEW" ? "begun" : "in_progress";
}

function ofUnsettled(reason: ReasonEntry | null): Situation {
  return reason?.mayBeHeld ? "not_settled_may_be_held" : "not_settled";
}

/** With a reason that is not final no text says that the payment failed, not even beside 3D. */
function ofFailure(answer: Explained): Situation {
  if (answer.resultCode !== "100") {
    return isPaymentBeside(answer) ? "failed_contradiction" : "failed_no_details";
  }
  const reason = statedReason(answer);
  if (reason?.finality === "not_final") return ofUnsettled(reason);
  if (answer.statusName === "3D") return "three_ds_failed";
  if (reason?.key === "0") return "failed_contradiction";
  return reason?.finality === "final" ? "failed" : "failed_unexplained";
}

/** "No payment", and yet one was sent along that did not fail, or one that cannot be read. */
function isPaymentBeside(answer: Explained): boolean {
  const isRefused = ["FAILED", "REJECT", "3D"].includes(answer.payment?.statusName ?? "");
  return has(answer, "also_received") && !isRefused;
}

function statedReason(answer: Explained): ReasonEntry | null {
  return reasonOf(answer.payment?.reason.code ?? null);
}

function has(answer: Explained, code: Flag["code"]): boolean {
  return answer.flags.some((flag) => flag.code === code);
}
