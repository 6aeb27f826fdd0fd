import { z } from "zod";
import { classSchema, kindSchema } from "#lib/payment/payment.ts";
import type { LogRow } from "./events.ts";

/** What a row of the log says of the bank's answer. */

const outcomeSchema = z.object({
  kind: kindSchema,
  // Rows from before it was recorded: the badge that claims less.
  class: classSchema.default("may_change"),
  statusName: z.string().nullable(),
  resultCode: z.string().nullable(),
});

/** What the bank said of the payment in a row about a look-up; null in every other row. */
export function outcomeOf({ event, detail }: LogRow): z.infer<typeof outcomeSchema> | null {
  return event === "payment.looked_up" ? (outcomeSchema.safeParse(detail).data ?? null) : null;
}

/** Events that did not succeed because the bank gave no answer: nobody was refused anything. */
const OF_BANK = ["payment.looked_up", "terminal.tested"];

/** Whether a row did not succeed for want of the bank's answer. */
export function isUnanswered({ event, success }: LogRow): boolean {
  return !success && OF_BANK.includes(event);
}
