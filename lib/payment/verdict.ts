import { addSums, compareSums, ZERO } from "#lib/money/money.ts";
import type { Sum } from "#lib/money/sum.ts";
import type { BankAnswer, Fault, Flag, Kind, Payment, RefundExtent } from "./payment.ts";
import { reasonFinality, reasonOf } from "./reason-codes.ts";

/** What an answer of the bank means; `flags` says what is odd about that meaning. */
export type Verdict = Pick<BankAnswer, "kind" | "class" | "extent" | "fault" | "flags">;

/** As long as a flag's `raw` may be. */
const RAW_LENGTH = 100;

type Outcome = Pick<Verdict, "kind" | "class">;
type Extent = { extent: RefundExtent; flags: Flag[] };

interface Circumstances {
  isAlone?: boolean;
  isBonusStated?: boolean;
}

const UNKNOWN: Outcome = { kind: "unknown", class: "may_change" };
const NOT_PAID: Outcome = { kind: "failed", class: "closed" };
const NOT_PAID_NOT_FINAL: Outcome = { kind: "failed", class: "may_change" };
const IN_PROGRESS: Outcome = { kind: "in_progress", class: "moving" };

/**
 * Judges one answer by the tables of the bank's page check-status-payment: first the result code
 * (the outcome of the question), then the state of the payment, its sums and its reason code. Only
 * 100 with the exact word CHARGE is ever "paid", and what nobody documents is "unknown".
 *
 * `isAlone` is false where the bank sent a payment along, also one that could not be read; in the same
 * way `isBonusStated` is true for bonuses that the bank stated in an unreadable form.
 */
export function verdictOf(
  resultCode: string,
  payment: Payment | null,
  { isAlone = payment === null, isBonusStated = Boolean(payment?.bonus) }: Circumstances = {},
): Verdict {
  switch (resultCode) {
    case "100":
      return payment ? ofPayment(payment, isBonusStated) : faultAnswer("unreadable", "not_trusted");
    case "101":
      return plain(isAlone || isRefusedForGood(payment) ? NOT_PAID : NOT_PAID_NOT_FINAL);
    case "102":
      return plain({ kind: "not_found", class: "no_answer" });
    case "103":
      return faultAnswer("bank_error", "bank_failed_to_look");
    case "104":
      return faultAnswer("our_settings", "terminal_missing");
    case "106":
      return faultAnswer("our_settings", "terminal_wrong");
    case "107":
      return plain(IN_PROGRESS);
    case "109":
      return faultAnswer("our_settings", "terminal_not_ours");
    default:
      return plain(UNKNOWN);
  }
}

function plain(outcome: Outcome, flags: Flag[] = []): Verdict {
  return { ...outcome, extent: null, fault: null, flags };
}

function faultAnswer(kind: Kind, fault: Fault): Verdict {
  return { kind, class: "no_answer", extent: null, fault, flags: [] };
}

/** FINGERPRINT and VERIFIED are not on the bank's page; public clients know them. */
function ofPayment(payment: Payment, isBonusStated: boolean): Verdict {
  switch (payment.statusName) {
    case "CHARGE":
      return plain({ kind: "paid", class: "settled" }, chargeFlags(payment));
    case "AUTH":
      return plain({ kind: "held", class: "waiting" });
    case "REFUND":
      return ofRefund(payment, isBonusStated);
    case "CANCEL":
      return plain({ kind: "released", class: "closed" });
    case "CANCEL_OLD":
      return plain({ kind: "hold_expired", class: "closed" });
    case "NEW":
    case "FINGERPRINT":
      return plain(IN_PROGRESS);
    case "VERIFIED":
      return plain({ kind: "card_verified", class: "closed" });
    case "3D":
      return plain(NOT_PAID);
    case "FAILED":
    case "REJECT":
      return ofRefusal(payment.reason.code);
    default:
      return plain(UNKNOWN);
  }
}

/** No sample of a partial charge is published: the numbers are shown, no rule is made of them. */
function chargeFlags(payment: Payment): Flag[] {
  const { amount, returned, original } = payment;
  const isReturned = returned !== null && compareSums(returned, ZERO) > 0;
  const isChanged = amount !== null && original !== null && !isEqual(amount, original);
  return isReturned || isChanged ? [sumsFlag("charge_with_refund_sums", payment)] : [];
}

function ofRefund(payment: Payment, isBonusStated: boolean): Verdict {
  const { extent, flags } = extentOf(payment, isBonusStated);
  const outcome: Outcome =
    extent === "part"
      ? { kind: "partly_refunded", class: "settled" }
      : { kind: "refunded", class: extent === "full" ? "closed" : "settled" };
  return { ...plain(outcome, flags), extent };
}

/**
 * REFUND is the bank's name for full and partial refunds alike; only the sums tell them apart. The
 * rule is inferred from the bank's one sample (12.22 left + 10 returned = 22.22 before), and for
 * bonuses from public clients. What is not stated is never taken for zero: bonuses that the bank does
 * not state leave a full refund full only where nothing is left of the amount.
 */
function extentOf(payment: Payment, isBonusStated: boolean): Extent {
  const { amount, bonus, returned, original } = payment;
  const unclear = unknownExtent("refund_sums_unclear", payment);
  if (!returned || !original || compareSums(returned, ZERO) <= 0) return unclear;
  const left = compareSums(original, returned);
  if (left === 0 && bonus && isEqual(bonus, ZERO)) {
    return { extent: "full", flags: remainderFlags(amount) };
  }
  if (left === 0 && !isBonusStated && amount && isEqual(amount, ZERO)) {
    return { extent: "full", flags: [{ code: "not_stated", field: "bonus" }] };
  }
  if (left <= 0 || !amount) return unclear;
  const isPart =
    isEqual(addSums(amount, returned), original) ||
    (bonus !== null && isEqual(addSums(amount, bonus, returned), original));
  if (isPart) return { extent: "part", flags: [] };
  return unknownExtent("sums_do_not_add_up", payment);
}

function unknownExtent(code: Flag["code"], payment: Payment): Extent {
  return { extent: "unknown", flags: [sumsFlag(code, payment)] };
}

function remainderFlags(amount: Sum | null): Flag[] {
  if (!amount || isEqual(amount, ZERO)) return [];
  return [{ code: "refund_remainder_unexpected", field: "amount", raw: amount.decimal }];
}

/** Is it a refused payment with a reason that the bank publishes as final? */
function isRefusedForGood(payment: Payment | null): boolean {
  if (!payment || !isRefusal(payment.statusName)) return false;
  const reason = reasonOf(payment.reason.code);
  return reason?.finality === "final" && reason.key !== "0";
}

/** Does the state name say that the payment did not succeed? */
export function isRefusal(statusName: string | null): boolean {
  return statusName !== null && ["FAILED", "REJECT", "3D"].includes(statusName);
}

/** FAILED and REJECT are the end only if the reason code is final (the bank's page kody-oshibok). */
function ofRefusal(reasonCode: string | null): Verdict {
  const about = {
    field: "reason.code",
    ...(reasonCode && { raw: reasonCode.slice(0, RAW_LENGTH) }),
  };
  if (reasonOf(reasonCode)?.key === "0") {
    return plain(NOT_PAID_NOT_FINAL, [{ code: "success_reason_beside_failure", ...about }]);
  }
  const finality = reasonFinality(reasonCode);
  if (finality === "not_final") return plain(IN_PROGRESS);
  if (finality === "final") return plain(NOT_PAID);
  return plain(NOT_PAID_NOT_FINAL, [{ code: "finality_not_published", ...about }]);
}

function isEqual(a: Sum, b: Sum): boolean {
  return compareSums(a, b) === 0;
}

/** A flag that shows all four sums, for people to judge. */
function sumsFlag(code: Flag["code"], { amount, bonus, returned, original }: Payment): Flag {
  const stated = Object.entries({ amount, bonus, returned, original }).flatMap(([name, sum]) =>
    sum ? [`${name} ${sum.decimal}`] : [],
  );
  return { code, raw: stated.join(", ").slice(0, RAW_LENGTH) };
}
