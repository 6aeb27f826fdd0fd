import { z } from "zod";
import { sumSchema } from "#lib/money/sum.ts";

/**
 * What the product says about one look-up. "Kind" is the outcome in one word, "class" says whether
 * it may still change. Both lists are closed: a state we do not know has the kind `unknown`.
 */
export const KINDS = [
  "paid",
  "held",
  "released",
  "hold_expired",
  "refunded",
  "partly_refunded",
  "failed",
  "in_progress",
  "card_verified",
  "not_found",
  "bank_error",
  "our_settings",
  "unknown",
  "unreachable",
  "unreadable",
] as const;
export const kindSchema = z.enum(KINDS);
export type Kind = z.infer<typeof kindSchema>;

/**
 * moving: ask again; waiting: on the merchant; settled: final, only a refund changes it;
 * closed: final; may_change: a state we do not know; no_answer: nothing was learned.
 */
export const CLASSES = [
  "moving",
  "waiting",
  "settled",
  "closed",
  "may_change",
  "no_answer",
] as const;
export const classSchema = z.enum(CLASSES);
export type FinalityClass = z.infer<typeof classSchema>;

/** How much of a refunded payment was given back, as far as its sums tell. */
export const extentSchema = z.enum(["full", "part", "unknown"]);
export type RefundExtent = z.infer<typeof extentSchema>;

/**
 * Why nothing was learned, finer than the kind. The words for each are in the message files under
 * `fault`.
 */
export const FAULTS = [
  "network",
  "timeout",
  "bank_failing",
  "bank_asks_to_wait",
  "access_refused",
  "wrong_address",
  "credentials_refused",
  "terminal_missing",
  "terminal_wrong",
  "terminal_not_ours",
  "bank_failed_to_look",
  "refused_without_reason",
  "not_the_bank",
  "not_trusted",
  "other_invoice",
] as const;
export const faultSchema = z.enum(FAULTS);
export type Fault = z.infer<typeof faultSchema>;

/** What is odd about an answer that is otherwise good; shown in the "data quality" line. */
export const FLAGS = [
  "also_received",
  "not_stated",
  "sum_unreadable",
  "sum_negative",
  "sums_do_not_add_up",
  "refund_sums_unclear",
  "refund_remainder_unexpected",
  "charge_with_refund_sums",
  "finality_not_published",
  "success_reason_beside_failure",
  "other_terminal",
  "date_unreadable",
  "date_in_future",
  "card_mask_cut",
  "card_number_removed",
  "text_cut",
  "unknown_fields",
] as const;
export const flagSchema = z.object({
  code: z.enum(FLAGS),
  /** Our name of the field that the flag is about, as in `Payment`. */
  field: z.string().optional(),
  /** The value as the bank sent it, card numbers removed; text, at most 100 characters. */
  raw: z.string().optional(),
  /** How many, for flags that count. */
  count: z.number().int().optional(),
});
export type Flag = z.infer<typeof flagSchema>;

const text = z.string().nullable();

/** One payment as the bank states it, in our words. Missing, null and "" are all `null`. */
export const paymentSchema = z.object({
  /** The bank's UUID of the operation. */
  bankId: text,
  invoiceId: z.string(),
  statusName: z.string(),
  statusId: text,
  createdAt: z
    .object({
      /** As the bank wrote it, all fraction digits kept. */
      raw: z.string(),
      /** RFC 3339 in UTC with milliseconds; null when `raw` is no real date. */
      instant: z.string().nullable(),
      /** The bank's own offset, e.g. "+06:00". */
      offset: z.string().nullable(),
    })
    .nullable(),
  /** ISO 4217 letters as sent; never assumed. */
  currency: text,
  /** Card part that still stands with the merchant (inferred from the bank's sample). */
  amount: sumSchema.nullable(),
  /** Part paid with the bank's bonuses. */
  bonus: sumSchema.nullable(),
  /** Returned to the payer so far. */
  returned: sumSchema.nullable(),
  /** Sum before any refund. */
  original: sumSchema.nullable(),
  reason: z.object({ code: text, text: text }),
  terminal: z.object({ number: text, id: text }),
  accountId: text,
  description: text,
  language: text,
  /** Free text of the merchant: JSON, a query string or plain words. */
  data: text,
  card: z.object({
    /** At most six leading and four trailing digits. */
    mask: z.object({ first: z.string().max(6), last: z.string().max(4) }).nullable(),
    brand: text,
    issuer: text,
    /** 3-D Secure passed, not passed, or not stated. */
    secure: z.boolean().nullable(),
    secureDetails: text,
  }),
  /** RRN, the number that payers see on the receipt. */
  rrn: text,
  internalReference: text,
  approvalCode: text,
  xlsRrn: text,
  payer: z.object({ name: text, email: text, phone: text }),
  location: z.object({
    ip: text,
    country: text,
    city: text,
    region: text,
    district: text,
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
  }),
});
export type Payment = z.infer<typeof paymentSchema>;

/** The result of one question to the bank: always this value, never an exception. */
export const bankAnswerSchema = z.object({
  kind: kindSchema,
  class: classSchema,
  /** Set when `kind` is refunded or partly_refunded. */
  extent: extentSchema.nullable(),
  /** Set when the class is no_answer, except for not_found. */
  fault: faultSchema.nullable(),
  /** When the bank asked us to wait: RFC 3339 in UTC. */
  retryAt: z.string().nullable(),
  resultCode: z.string().nullable(),
  resultMessage: z.string().nullable(),
  statusName: z.string().nullable(),
  payment: paymentSchema.nullable(),
  flags: z.array(flagSchema),
});
export type BankAnswer = z.infer<typeof bankAnswerSchema>;
