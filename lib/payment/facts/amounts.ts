import { addSums, compareSums, ZERO } from "#lib/money/money.ts";
import type { Sum } from "#lib/money/sum.ts";
import type { Payment } from "../payment.ts";

/** Derived sums of a payment: order total, headline sum, and the proof that the parts add up. */

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

/** A part of the whole, with its share of the bar in thousandths. */
export interface Part {
  name: "kept" | "bonus" | "returned";
  sum: Sum;
  share: number;
}

export interface AmountProof {
  parts: readonly Part[];
  whole: Sum;
  /** Do the parts make the whole? Null when the bank does not state the whole. */
  addsUp: boolean | null;
}

/**
 * The sums as one addition: what is kept, what was paid with bonuses and what was returned make the
 * original sum. Inferred from the bank's one sample (12.22 + 10 = 22.22); whether the original holds
 * the bonus is not known, so the addition that holds is shown. Null when no amount is stated.
 */
export function amountProof(payment: Payment): AmountProof | null {
  const { amount, bonus, returned, original } = payment;
  if (!amount) return null;
  const named = [
    { name: "kept", sum: amount },
    { name: "bonus", sum: bonus },
    { name: "returned", sum: returned },
  ] as const;
  const all = named.flatMap(({ name, sum }) => (sum && isPositive(sum) ? [{ name, sum }] : []));
  const withoutBonus = all.filter(({ name }) => name !== "bonus");
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
