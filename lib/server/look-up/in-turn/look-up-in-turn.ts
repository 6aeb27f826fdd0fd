import "server-only";
import { needsConfirmation } from "#lib/payment/invoice-number.ts";
import { limits } from "#lib/server/http/rate-limit.ts";
import { lookUp } from "../look-up.ts";

/** As many numbers as one request asks about, and the time after which it asks about no further one. */
const MOST_AT_ONCE = 10;
const LONGEST_MILLISECONDS = 10_000;
/** After so many answers in a row in which the bank said nothing, it is not asked any more. */
const MOST_FAULTS = 3;

/**
 * Looks up the first of these numbers, one after the other, each with its own audit entry and its own point
 * of the person's budget; the caller has taken the first one's. Stops when the budget is spent, when the
 * bank does not answer, or after some seconds. Gives the number of look-ups.
 * @throws AppError as `lookUp`
 */
export async function lookUpInTurn(
  invoiceIds: readonly string[],
  asking: Omit<Parameters<typeof lookUp>[1], "arrivedAt" | "byTimer">,
): Promise<number> {
  const began = performance.now();
  const some = invoiceIds.filter((one) => !needsConfirmation(one)).slice(0, MOST_AT_ONCE);
  let faults = 0;
  for (const [place, invoiceId] of some.entries()) {
    const isLate = performance.now() - began > LONGEST_MILLISECONDS;
    if (isLate || faults === MOST_FAULTS) return place;
    if (place > 0 && (await limits().take("lookUps", asking.actor.personId)) !== null) return place;
    const question = { invoiceId, terminal: null, service: "payment" } as const;
    const arrivedAt = performance.now();
    const { answer } = await lookUp(question, { ...asking, arrivedAt, byTimer: false });
    faults = answer.fault === null ? 0 : faults + 1;
  }
  return some.length;
}
