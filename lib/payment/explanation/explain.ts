import type { Service } from "../look-up.ts";
import type { BankAnswer, FinalityClass, Flag } from "../payment.ts";
import {
  type CustomerSituation,
  type ReasonActor,
  type ReasonEntry,
  reasonOf,
} from "../reason-codes.ts";
import { badgeName } from "../status/badge-name.ts";
import { isRefusal } from "../verdict.ts";

/**
 * What an answer means to the clerk: where the money is, whether the goods may go, who has to act,
 * and which words say so (namespace `explain`). No explanation claims more than the bank's answer:
 * only CHARGE with code 100 is money taken, and any contradiction beside it says "check first".
 *
 * Whatever says where the money is, how final it is or whether the goods may go is chosen here, on
 * every page, in every file and message; every other text has to be true in every state.
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
  | "not_clear"
  | "not_known";

/** May the goods be handed over? */
export type Goods = "yes" | "no" | "wait" | "check";

/** A risk that stays although the goods may go. */
export type Risk = "without_three_d_secure";

/**
 * May it still change? As the class of the answer; "not_final" is a refusal that the bank does not
 * call final, or that its own answer contradicts.
 */
export type Finality = FinalityClass | "not_final";

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
  three_ds_stopped: ["not_clear", "wait", "halyk"],
  failed: ["not_taken", "no", "customer"],
  failed_unexplained: ["not_clear", "wait", "halyk"],
  failed_contradiction: ["not_clear", "wait", "halyk"],
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
  blocked: ["not_known", "wait", "our_settings"],
  refused_without_reason: ["not_known", "wait", "halyk"],
  refused_with_code: ["not_known", "wait", "halyk"],
  network: ["not_known", "wait", "shop"],
  timeout: ["not_known", "wait", "halyk"],
  certificate: ["not_known", "wait", "our_settings"],
  bank_silent: ["not_known", "wait", "halyk"],
  not_asked: ["not_known", "wait", "shop"],
  bank_failing: ["not_known", "wait", "halyk"],
  bank_asks_to_wait: ["not_known", "wait", "shop"],
  not_the_bank: ["not_known", "wait", "our_settings"],
  compressed: ["not_known", "wait", "our_settings"],
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
  /** What to know beside a "yes" to the goods. */
  risk: Risk | null;
  finality: Finality;
  /** Who has to act. */
  actor: ReasonActor;
  /** What is known of the bank's reason code, for failed and unsettled payments. */
  reason: ReasonEntry | null;
  /**
   * The reason code whose meaning may be shown beside the bank's words: one that agrees with the
   * situation, and always "no error was reported".
   */
  gloss: ReasonEntry | null;
  /** Key of the text for the customer, from the root of the messages. */
  customer: `explain.situation.${Situation}.customer` | `reasons.customer.${CustomerSituation}`;
}

export type Explained = Pick<
  BankAnswer,
  "kind" | "class" | "fault" | "statusName" | "resultCode" | "extent" | "payment" | "flags"
> & { service?: Service | undefined };

/** Oddities that say nothing of the money; any other turns "yes" into "check first". */
const HARMLESS: ReadonlySet<Flag["code"]> = new Set([
  "unknown_fields",
  "text_cut",
  "text_damaged",
  "card_mask_cut",
  "card_number_removed",
  "content_type_unexpected",
]);

/** Situations that the reason code explains further. */
const REASONED: ReadonlySet<Situation> = new Set([
  "failed",
  "failed_unexplained",
  "three_ds_failed",
  "three_ds_stopped",
  "not_settled",
  "not_settled_may_be_held",
]);

/** Refusals that the bank does not call final. */
const NOT_FINAL: ReadonlySet<Situation> = new Set([
  "three_ds_stopped",
  "failed_unexplained",
  "failed_contradiction",
]);

/** Explains one answer; always gives one, whatever the bank said. */
export function explain(answer: Explained): Explanation {
  const situation = situationOf(answer);
  const [money, goods, actor] = SITUATIONS[situation];
  const stated = statedReason(answer);
  const isSuccess = stated?.key === "0";
  const reason = REASONED.has(situation) && !isSuccess ? stated : null;
  const isUnconfirmed = answer.payment?.card.secure === false;
  return {
    situation,
    money,
    goods,
    risk: goods === "yes" && isUnconfirmed ? "without_three_d_secure" : null,
    finality: finalityOf(answer, situation),
    actor: money === "not_clear" ? actor : (reason?.actor ?? actor),
    reason,
    gloss: isSuccess ? stated : reason,
    customer:
      situation === "failed" && reason
        ? `reasons.customer.${reason.customer}`
        : `explain.situation.${situation}.customer`,
  };
}

/** Moneys over which a cardholder may begin a dispute. */
const DISPUTABLE: ReadonlySet<Money> = new Set([
  "taken",
  "held",
  "returned_in_part",
  "returned_unclear",
]);

type Confirmation = "passed" | "not_passed" | "not_stated";

/**
 * What the bank says of 3-D Secure; "not yet" while the payment is on its way. Who bears a dispute is
 * told only where there is money to dispute.
 */
export function confirmationOf(answer: Explained): {
  state: Confirmation | "not_yet";
  liability: Confirmation | null;
} {
  const secure = answer.payment?.card.secure ?? null;
  const said = secure === null ? "not_stated" : secure ? "passed" : "not_passed";
  const { money, finality } = explain(answer);
  return {
    state: finality === "moving" && said === "not_passed" ? "not_yet" : said,
    liability: DISPUTABLE.has(money) ? said : null,
  };
}

function finalityOf(answer: Explained, situation: Situation): Finality {
  if (answer.fault) return "no_answer";
  if (NOT_FINAL.has(situation)) return "not_final";
  // A reason that is not final beside a state that the bank calls ended.
  const isOpen = SITUATIONS[situation][0] === "not_known";
  return isOpen && answer.class === "closed" ? "not_final" : answer.class;
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
  return answer.flags.every((flag) => HARMLESS.has(flag.code)) ? "paid" : "paid_doubtful";
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
    return ofRefusedQuestion(answer);
  }
  const reason = statedReason(answer);
  if (reason?.finality === "not_final") return ofUnsettled(reason);
  const isFinal = reason?.finality === "final" && reason.key !== "0";
  if (answer.statusName === "3D") return isFinal ? "three_ds_failed" : "three_ds_stopped";
  if (reason?.key === "0") return "failed_contradiction";
  return isFinal && answer.class === "closed" ? "failed" : "failed_unexplained";
}

/** "No payment"; yet one may be sent along that did not fail, or one that cannot be read. */
function ofRefusedQuestion(answer: Explained): Situation {
  if (!has(answer, "also_received") && answer.class === "closed") return "failed_no_details";
  const isRefused = isRefusal(answer.payment?.statusName ?? null);
  if (!isRefused || statedReason(answer)?.key === "0") return "failed_contradiction";
  return answer.class === "closed" ? "failed_no_details" : "failed_unexplained";
}

function statedReason(answer: Explained): ReasonEntry | null {
  return reasonOf(answer.payment?.reason.code ?? null);
}

function has(answer: Explained, code: Flag["code"]): boolean {
  return answer.flags.some((flag) => flag.code === code);
}
