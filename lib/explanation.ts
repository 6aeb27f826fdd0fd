import { badgeOf } from "./badge.ts";
import type { Service } from "./look-up.ts";
import type { BankAnswer, Flag } from "./payment.ts";
import {
  type CustomerSituation,
  type ReasonActor,
  type ReasonEntry,
  reasonOf,
} from "./reason-codes.ts";

/**
 * What an answer means to the clerk: where the money is, whether the goods may go, who has to act,
 * and which words say so (namespace `explain`). Nothing here is more hopeful than the bank's answer:
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

/** What the customer is told, by name of the text under `explain.customer`. */
export type CustomerText =
  | "paid"
  | "checking"
  | "held"
  | "released"
  | "refunded"
  | "refunded_part"
  | "refund_checking"
  | "card_check"
  | "wait"
  | "confirm"
  | "not_done"
  | "not_found"
  | "bank_fault"
  | "our_fault";

type Judgement = readonly [money: Money, goods: Goods, actor: ReasonActor, customer: CustomerText];

/** Every situation with its judgement; the texts of each are in lib/i18n/explanations. */
const SITUATIONS = {
  paid: ["taken", "yes", "nobody", "paid"],
  paid_sums_differ: ["taken", "check", "shop", "checking"],
  held: ["held", "wait", "shop", "held"],
  released: ["released", "no", "nobody", "released"],
  hold_expired: ["released", "no", "shop", "released"],
  refunded: ["returned", "no", "nobody", "refunded"],
  refunded_unclear: ["returned_unclear", "check", "shop", "refund_checking"],
  partly_refunded: ["returned_in_part", "check", "nobody", "refunded_part"],
  card_verified: ["none_moved", "no", "nobody", "card_check"],
  begun: ["not_known", "wait", "customer", "wait"],
  three_ds_running: ["not_known", "wait", "customer", "confirm"],
  in_progress: ["not_known", "wait", "halyk", "wait"],
  not_settled: ["not_known", "wait", "halyk", "wait"],
  not_settled_may_be_held: ["not_known", "wait", "halyk", "wait"],
  three_ds_failed: ["not_taken", "no", "customer", "not_done"],
  failed: ["not_taken", "no", "customer", "not_done"],
  failed_unexplained: ["not_taken", "no", "halyk", "not_done"],
  failed_contradiction: ["not_taken", "no", "halyk", "wait"],
  failed_no_details: ["not_taken", "no", "customer", "not_done"],
  not_found: ["not_known", "wait", "shop", "not_found"],
  not_found_p2p: ["not_known", "wait", "shop", "not_found"],
  bank_failed_to_look: ["not_known", "wait", "halyk", "bank_fault"],
  our_terminal: ["not_known", "wait", "our_settings", "our_fault"],
  our_access: ["not_known", "wait", "our_settings", "our_fault"],
  refused_without_reason: ["not_known", "wait", "halyk", "bank_fault"],
  no_connection: ["not_known", "wait", "nobody", "bank_fault"],
  bank_failing: ["not_known", "wait", "halyk", "bank_fault"],
  bank_asks_to_wait: ["not_known", "wait", "halyk", "bank_fault"],
  unreadable: ["not_known", "wait", "halyk", "bank_fault"],
  unknown_state: ["not_known", "wait", "halyk", "wait"],
  unknown_code: ["not_known", "wait", "halyk", "wait"],
} as const satisfies Record<string, Judgement>;

export type Situation = keyof typeof SITUATIONS;
export const SITUATION_NAMES = Object.keys(SITUATIONS) as readonly Situation[];

export interface Explanation {
  situation: Situation;
  money: Money;
  goods: Goods;
  /** Who has to act. */
  actor: ReasonActor;
  /** What is known of the bank's reason code, for failed and unsettled payments. */
  reason: ReasonEntry | null;
  /** Key of the text for the customer, from the root of the messages. */
  customer: `explain.customer.${CustomerText}` | `reasons.customer.${CustomerSituation}`;
}

type Explained = Pick<
  BankAnswer,
  "kind" | "fault" | "statusName" | "resultCode" | "extent" | "payment" | "flags"
> & { service: Service };

/** Contradictions that turn "yes" into "check first". */
const DOUBTS: ReadonlySet<Flag["code"]> = new Set([
  "charge_with_refund_sums",
  "other_terminal",
  "date_in_future",
  "not_stated",
  "sum_unreadable",
  "sum_negative",
]);

/** Explains one answer; always gives one, whatever the bank said. */
export function explain(answer: Explained): Explanation {
  const situation = situationOf(answer);
  const [money, goods, actor, customer]: Judgement = SITUATIONS[situation];
  const code = answer.payment?.reason.code ?? null;
  const isRefusal = situation.startsWith("failed") || situation.startsWith("not_settled");
  const reason = isRefusal ? reasonOf(code) : null;
  const isDoubtful = answer.flags.some((flag) => DOUBTS.has(flag.code));
  return {
    situation,
    money,
    goods: goods === "yes" && isDoubtful ? "check" : goods,
    actor: situation === "failed" && reason ? reason.actor : actor,
    reason: reason?.key === "0" ? null : reason,
    customer:
      situation === "failed" && reason
        ? `reasons.customer.${reason.customer}`
        : `explain.customer.${goods === "yes" && isDoubtful ? "checking" : customer}`,
  };
}

function situationOf(answer: Explained): Situation {
  if (answer.fault) return ofFault(answer.fault);
  switch (answer.kind) {
    case "paid":
      return has(answer, "charge_with_refund_sums") ? "paid_sums_differ" : "paid";
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
      return answer.resultCode === "100" ? "unknown_state" : "unknown_code";
  }
}

function ofProgress(answer: Explained): Situation {
  if (badgeOf(answer).key === "not_settled") {
    const reason = reasonOf(answer.payment?.reason.code ?? null);
    return reason?.mayBeHeld ? "not_settled_may_be_held" : "not_settled";
  }
  if (answer.statusName === "FINGERPRINT") return "three_ds_running";
  return answer.statusName === "NEW" ? "begun" : "in_progress";
}

function ofFailure(answer: Explained): Situation {
  if (answer.statusName === "3D") return "three_ds_failed";
  if (answer.statusName === null) return "failed_no_details";
  if (has(answer, "success_reason_beside_failure")) return "failed_contradiction";
  return has(answer, "finality_not_published") ? "failed_unexplained" : "failed";
}

function ofFault(fault: NonNullable<BankAnswer["fault"]>): Situation {
  switch (fault) {
    case "network":
    case "timeout":
      return "no_connection";
    case "terminal_missing":
    case "terminal_wrong":
    case "terminal_not_ours":
      return "our_terminal";
    case "access_refused":
    case "credentials_refused":
    case "wrong_address":
      return "our_access";
    case "not_the_bank":
    case "not_trusted":
    case "other_invoice":
      return "unreadable";
    default:
      return fault;
  }
}

function has(answer: Explained, code: Flag["code"]): boolean {
  return answer.flags.some((flag) => flag.code === code);
}
