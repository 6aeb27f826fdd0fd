import { addSums } from "./money.ts";
import type { Payment, Sum } from "./payment.ts";

/** The sums of a payment, put together as people speak of them. */

/** What the customer's order cost: the card part and the bonuses (facts known from public clients). */
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
