import { z } from "zod";
import { personalFieldSchema } from "./facts/personal.ts";
import { bankAnswerSchema, faultSchema, type Kind, kindSchema } from "./payment.ts";

/** The bank keeps ordinary payments and card-to-card transfers (p2p) in two places. */
export const serviceSchema = z.enum(["payment", "p2p"]);
export type Service = z.infer<typeof serviceSchema>;

/** One look-up: what the bank said about one invoice at one moment. The API's answer. */
export const lookUpAnswerSchema = bankAnswerSchema.extend({
  invoiceId: z.string(),
  /** Alias of the terminal that was asked about. */
  terminal: z.string(),
  service: serviceSchema,
  /** When the bank's answer was complete: RFC 3339 in UTC. */
  checkedAt: z.string(),
  /** How long the bank took. */
  bankMilliseconds: z.number().int(),
  /** Names the observation that was kept of it. */
  observationId: z.uuid(),
});
export type LookUpAnswer = z.infer<typeof lookUpAnswerSchema>;

/** What one terminal said, when several were asked in turn. */
export const askedSchema = z.object({
  terminal: z.string(),
  kind: kindSchema,
  fault: faultSchema.nullable(),
});
export type Asked = z.infer<typeof askedSchema>;

/** The same as one person may see it. */
export const shownAnswerSchema = lookUpAnswerSchema.extend({
  /** Every terminal that was asked, in turn; one when a terminal was named or the first knew it. */
  asked: z.array(askedSchema),
  /** Personal fields that are hidden from this person. */
  hidden: z.array(personalFieldSchema),
  /** Are the payer's data blocked? Then nobody sees them, with a reason or without. */
  payerBlocked: z.boolean(),
});
export type ShownAnswer = z.infer<typeof shownAnswerSchema>;

/** HTTP status by kind: 200 when the bank answered about the payment (RFC 9110 15.6.3, 15.6.4). */
export function httpStatus(kind: Kind): 200 | 502 | 503 {
  switch (kind) {
    case "bank_error":
    case "our_settings":
    case "unreadable":
      return 502;
    case "unreachable":
      return 503;
    default:
      return 200;
  }
}

/** The path of one payment's page; names the terminal only where there are several. */
export function transactionPath({
  invoiceId,
  terminal,
  service = "payment",
  list = {},
}: {
  invoiceId: string;
  terminal?: string | undefined;
  service?: Service;
  /** Parameters of the list that it is opened from (`list-context.ts`). */
  list?: Readonly<Record<string, string>>;
}): string {
  const query = new URLSearchParams({
    ...(terminal !== undefined && { terminal }),
    ...(service === "p2p" && { service }),
    ...list,
  });
  return `/transactions/${invoiceId}${query.size > 0 ? `?${query}` : ""}`;
}
