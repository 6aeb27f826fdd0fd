import { z } from "zod";
import { sumSchema } from "#lib/money/sum.ts";

/**
 * The outcome of a look-up. "Kind" is the outcome in one word, "class" says whether it may still
 * change. Both lists are closed: an unknown state has the kind `unknown`.
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
 * moving: ask again; waiting: for the merchant; settled: final except for a refund; closed: final;
 * may_change: an unknown state; no_answer: a fault or not found.
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

/** How much of a refunded payment was returned, if its sums tell. */
export const extentSchema = z.enum(["full", "part", "unknown"]);
export type RefundExtent = z.infer<typeof extentSchema>;

/**
 * Why there is no answer about the payment, in more detail than the kind. Texts are in the message
 * files under `fault`.
 */
export const FAULTS = [
  "network",
  "timeout",
  "certificate",
  "bank_silent",
  "not_asked",
  "bank_failing",
  "bank_asks_to_wait",
  "access_refused",
  "wrong_address",
  "blocked",
  "credentials_refused",
  "terminal_missing",
  "terminal_wrong",
  "terminal_not_ours",
  "bank_failed_to_look",
  "refused_without_reason",
  "refused_with_code",
  "not_the_bank",
  "compressed",
  "not_trusted",
  "other_invoice",
] as const;
export const faultSchema = z.enum(FAULTS);
export type Fault = z.infer<typeof faultSchema>;

/** Oddities of an accepted answer, shown under "data quality". */
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
  "text_damaged",
  "unknown_fields",
  "content_type_unexpected",
] as const;
export const flagSchema = z.object({
  code: z.enum(FLAGS),
  /** The field's name in `Payment`. */
  field: z.string().optional(),
  /** The bank's value without card numbers, at most 100 characters. */
  raw: z.string().optional(),
  /** The count, for flags that have one. */
  count: z.number().int().optional(),
});
export type Flag = z.infer<typeof flagSchema>;

const text = z.string().nullable();

/** A payment as the bank states it, with our field names. Missing, null and "" are all `null`. */
export const paymentSchema = z.object({
  /** The bank's UUID of the operation. */
  bankId: text,
  invoiceId: z.string(),
  statusName: z.string(),
  statusId: text,
  createdAt: z
    .object({
      /** The bank's text with all fraction digits. */
      raw: z.string(),
      /** RFC 3339 in UTC with milliseconds; null if `raw` is not a valid date. */
      instant: z.string().nullable(),
      /** The bank's own offset, e.g. "+06:00". */
      offset: z.string().nullable(),
    })
    .nullable(),
  /** ISO 4217 letters as sent; never assumed. */
  currency: text,
  /** The card part that the merchant has after refunds (inferred from the bank's sample). */
  amount: sumSchema.nullable(),
  /** The part paid with the bank's bonuses. */
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

/** The result of one question to the bank; faults are values, not exceptions. */
export const bankAnswerSchema = z.object({
  kind: kindSchema,
  class: classSchema,
  /** Set when `kind` is refunded or partly_refunded. */
  extent: extentSchema.nullable(),
  /** Set when the class is no_answer, except for not_found. */
  fault: faultSchema.nullable(),
  /** When to ask again if the bank asked to wait: RFC 3339 in UTC. */
  retryAt: z.string().nullable(),
  /** Since when the bank has given no answer to anybody: RFC 3339 in UTC; null while it answers. */
  silentSince: z.string().nullable().default(null),
  /** The bank's own error, which says nothing about the payment; null if it sent none. */
  said: z.object({ code: z.string(), message: text }).nullable().default(null),
  resultCode: z.string().nullable(),
  resultMessage: z.string().nullable(),
  statusName: z.string().nullable(),
  payment: paymentSchema.nullable(),
  flags: z.array(flagSchema),
});
export type BankAnswer = z.infer<typeof bankAnswerSchema>;
