import { z } from "zod";
import { personalFieldSchema } from "./facts/personal.ts";
import { needsConfirmation } from "./invoice-number.ts";
import { bankAnswerSchema, faultSchema, type Kind, kindSchema } from "./payment.ts";

/** The bank's two services: ordinary payments and card-to-card transfers (p2p). */
export const serviceSchema = z.enum(["payment", "p2p"]);
export type Service = z.infer<typeof serviceSchema>;

/** The bank's answer about one invoice at one moment; also the answer of the API. */
export const lookUpAnswerSchema = bankAnswerSchema.extend({
  invoiceId: z.string(),
  /** Alias of the terminal that was asked. */
  terminal: z.string(),
  service: serviceSchema,
  /** When the bank's answer was complete: RFC 3339 in UTC. */
  checkedAt: z.string(),
  /** How long the bank took. */
  bankMilliseconds: z.number().int(),
  /** Id of the stored observation. */
  observationId: z.uuid(),
});
export type LookUpAnswer = z.infer<typeof lookUpAnswerSchema>;

/** The outcome of one terminal when several are asked in turn. */
export const askedSchema = z.object({
  terminal: z.string(),
  kind: kindSchema,
  fault: faultSchema.nullable(),
});
export type Asked = z.infer<typeof askedSchema>;

/** A look-up answer, redacted for its viewer. */
export const shownAnswerSchema = lookUpAnswerSchema.extend({
  /**
   * All terminals that were asked, in order; one if it was named or the first one knew the invoice.
   */
  asked: z.array(askedSchema),
  /** Personal fields that are hidden from this viewer. */
  hidden: z.array(personalFieldSchema),
  /** Whether the payer's data are blocked, so that nobody can reveal them. */
  payerBlocked: z.boolean(),
  /** Is the IP address one of the shop's own servers, and so not the payer's? */
  ownAddress: z.boolean(),
});
export type ShownAnswer = z.infer<typeof shownAnswerSchema>;

/** HTTP status by kind: 200 if the bank answered about the payment (RFC 9110 15.6.3, 15.6.4). */
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

/**
 * The path of a payment's page, with the terminal if it is given. It asks no more whether the number is
 * the shop's own, which was said before the path was made.
 */
export function transactionPath({
  invoiceId,
  terminal,
  service = "payment",
  list = {},
}: {
  invoiceId: string;
  terminal?: string | undefined;
  service?: Service;
  /** Parameters of the list from which it is opened (`lib/list/context.ts`). */
  list?: Readonly<Record<string, string>>;
}): string {
  const query = new URLSearchParams({
    ...(terminal !== undefined && { terminal }),
    ...(service === "p2p" && { service }),
    ...(needsConfirmation(invoiceId) && { own: "1" }),
    ...list,
  });
  return `/transactions/${invoiceId}${query.size > 0 ? `?${query}` : ""}`;
}
