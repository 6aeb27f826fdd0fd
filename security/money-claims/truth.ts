import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { reasonOf } from "#lib/payment/reason-codes.ts";
import type { Claim } from "./claims.ts";

/**
 * What may be said of an answer, read off the bank's tables without the product's own explanation:
 * result code, state, sums, reason code. Whatever is not listed may not be said.
 */
export function truthOf(answer: LookUpAnswer): ReadonlySet<Claim> {
  const { resultCode, statusName, payment, fault } = answer;
  if (fault) return NOTHING;
  if (resultCode === "101") return isRefusalAlone(answer) ? REFUSED : NOTHING;
  if (resultCode !== "100" || !payment) return NOTHING;
  switch (statusName) {
    case "CHARGE":
      return isClean(answer) ? new Set<Claim>(["taken", "kept"]) : new Set<Claim>(["taken"]);
    case "AUTH":
      return new Set<Claim>(["held", "not_taken"]);
    case "CANCEL":
    case "CANCEL_OLD":
    case "VERIFIED":
      return REFUSED;
    case "REFUND":
      return ofRefund(answer);
    case "3D":
    case "FAILED":
    case "REJECT":
      return isFinal(answer) ? REFUSED : NOTHING;
    default:
      return NOTHING;
  }
}

/** May the page say "yes" to the goods? */
export function mayGo(answer: LookUpAnswer): boolean {
  return answer.resultCode === "100" && answer.statusName === "CHARGE" && isClean(answer);
}

const NOTHING: ReadonlySet<Claim> = new Set();
const REFUSED: ReadonlySet<Claim> = new Set(["not_taken", "final", "pay_again"]);

function ofRefund({ extent }: LookUpAnswer): ReadonlySet<Claim> {
  if (extent === "full") return new Set<Claim>(["returned", "taken", "final"]);
  return new Set<Claim>(extent === "part" ? ["returned", "kept"] : ["returned"]);
}

/** Flags that say nothing of the money. */
const HARMLESS = [
  ...["unknown_fields", "text_cut", "text_damaged", "card_mask_cut", "card_number_removed"],
  "content_type_unexpected",
];

function isClean({ flags }: LookUpAnswer): boolean {
  return flags.every(({ code }) => HARMLESS.includes(code));
}

function isFinal({ payment }: LookUpAnswer): boolean {
  const reason = reasonOf(payment?.reason.code ?? null);
  return reason?.finality === "final" && reason.key !== "0";
}

function isRefusalAlone(answer: LookUpAnswer): boolean {
  const { payment, flags } = answer;
  if (!payment) return !flags.some(({ code }) => code === "also_received");
  return ["3D", "FAILED", "REJECT"].includes(payment.statusName) && isFinal(answer);
}
