import { addSums, compareSums, ZERO } from "#lib/money/money.ts";
import type { Sum } from "#lib/money/sum.ts";
import { type Explained, type Explanation, explain } from "../explanation/explain.ts";
import type { Payment } from "../payment.ts";

/** Derived sums of a payment: order total, headline sum, and where its parts are. */

/** What the customer's order cost: the card part and the bonuses (as public clients found it). */
export function orderTotal({ amount, bonus }: Pick<Payment, "amount" | "bonus">): Sum | null {
  if (!amount) return null;
  return bonus ? addSums(amount, bonus) : amount;
}

/** The sum that stands largest on the page: before any refund where the bank says it. */
export function headlineSum(payment: Payment): Sum | null {
  return payment.statusName === "REFUND" && payment.original
    ? payment.original
    : orderTotal(payment);
}

/**
 * Where a part of the sum is: "kept" with the shop, "held" on the card, paid with bonuses, returned
 * to the customer; "stated" by the bank and no more than that; "unknown".
 */
export type PartName = "kept" | "held" | "bonus" | "returned" | "stated" | "unknown";

/** A part of the whole, with its share of the bar in thousandths. */
export interface Part {
  /** The bank's sum that it is, each at most once. */
  of: "amount" | "bonus" | "returned" | "total";
  name: PartName;
  sum: Sum;
  share: number;
}

export interface AmountProof {
  parts: readonly Part[];
  whole: Sum;
  /** Do the parts make the whole? Null when the bank does not state the whole. */
  addsUp: boolean | null;
}

/** How the sums of an answer are shown: as parts of a whole, or as one that was asked in vain. */
export type AmountView = { is: "parts"; proof: AmountProof } | { is: "asked"; sum: Sum };

/**
 * The sums as far as the outcome bears them: a name that says where money is stands only beside the
 * outcome that says so. Null when no amount is stated, or when the sums do not say what was returned.
 */
export function amountView(answer: Explained): AmountView | null {
  const { payment } = answer;
  const total = payment && orderTotal(payment);
  if (!payment || !total) return null;
  const explanation = explain(answer);
  switch (explanation.money) {
    case "released":
    case "not_taken":
    case "none_moved":
      return { is: "asked", sum: total };
    case "not_known":
    case "not_clear":
      return { is: "parts", proof: ofOne("unknown", total) };
    case "returned_unclear":
      return null;
    default: {
      const proof = amountProof(payment, namesOf(explanation));
      return proof && { is: "parts", proof };
    }
  }
}

interface Names {
  amount: PartName;
  returned: PartName;
}

/** The names of the two parts of which the outcome says where they are. */
function namesOf({ situation }: Explanation): Names {
  switch (situation) {
    case "paid":
    case "partly_refunded":
      return { amount: "kept", returned: "returned" };
    case "refunded":
      return { amount: "stated", returned: "returned" };
    case "held":
      return { amount: "held", returned: "stated" };
    default:
      return { amount: "stated", returned: "stated" };
  }
}

/**
 * The sums as one addition: the card part, what was paid with bonuses and what was returned make the
 * original sum. Inferred from the bank's one sample (12.22 + 10 = 22.22); whether the original holds
 * the bonus is not known, so the addition that holds is shown.
 */
function amountProof(payment: Payment, names: Names): AmountProof | null {
  const { amount, bonus, returned, original } = payment;
  if (!amount) return null;
  const named: readonly (Pick<Part, "of" | "name"> & { sum: Sum | null })[] = [
    { of: "amount", name: names.amount, sum: amount },
    { of: "bonus", name: "bonus", sum: bonus },
    { of: "returned", name: names.returned, sum: returned },
  ];
  const all = named.flatMap(({ sum, ...part }) =>
    sum && isPositive(sum) ? [{ ...part, sum }] : [],
  );
  const withoutBonus = all.filter(({ of }) => of !== "bonus");
  const holds = (parts: typeof all) =>
    original !== null && compareSums(totalOf(parts), original) === 0;
  const parts = !holds(all) && holds(withoutBonus) ? withoutBonus : all;
  const total = totalOf(parts);
  return {
    parts: parts.map((part) => ({ ...part, share: shareOf(part.sum, total) })),
    whole: original ?? total,
    addsUp: original ? holds(parts) : null,
  };
}

function ofOne(name: PartName, sum: Sum): AmountProof {
  const parts: Part[] = isPositive(sum) ? [{ of: "total", name, sum, share: 1_000 }] : [];
  return { parts, whole: sum, addsUp: null };
}

function totalOf(parts: readonly { sum: Sum }[]): Sum {
  return addSums(ZERO, ...parts.map(({ sum }) => sum));
}

function isPositive(sum: Sum): boolean {
  return compareSums(sum, ZERO) > 0;
}

/** Thousandths of the total, rounded down, exactly. */
function shareOf(part: Sum, total: Sum): number {
  return Number((BigInt(part.minorUnits) * 1000n) / BigInt(total.minorUnits));
}
