import { z } from "zod";
import { textMask } from "../masking/free-text.ts";
import {
  HIDDEN,
  hideAddresses,
  hideEmail,
  hideIdentifier,
  hideName,
  hidePhone,
} from "../masking/hide.ts";
import { hideValues } from "../masking/merchant-values.ts";
import { maskAnswer, maskPayment } from "../masking/stated-texts.ts";
import type { BankAnswer, Payment } from "../payment.ts";

/**
 * Masks personal data of the payer (Law 94-V of Kazakhstan) for viewers who do not need them. A
 * masked value keeps just enough that a clerk can compare it with what the customer says.
 */
export const PERSONAL_FIELDS = [
  "payer.name",
  "payer.email",
  "payer.phone",
  "location.ip",
  "accountId",
  "description",
  "data",
] as const;
export const personalFieldSchema = z.enum(PERSONAL_FIELDS);
export type PersonalField = z.infer<typeof personalFieldSchema>;

/** Reasons to reveal a hidden field; texts under `personal.reasons`. */
export const revealReasonSchema = z.enum([
  "customer_calls",
  "delivery",
  "complaint",
  "bank_asks",
  "other",
]);
export const REVEAL_REASONS = revealReasonSchema.options;
export type RevealReason = z.infer<typeof revealReasonSchema>;

/** Replaces the values of a blocked payer. */
export const BLOCKED = HIDDEN;

/** The answer without any data of its payer, also without the place. */
export function blockPersonal<Answer extends BankAnswer>(answer: Answer): Answer {
  if (!answer.payment) return answer;
  const mask = textMask(answer.payment);
  const payment = maskPayment(answer.payment, mask);
  const { payer, location } = payment;
  const block = (value: string | null) => (value === null ? null : BLOCKED);
  return {
    ...maskAnswer(answer, mask),
    payment: {
      ...payment,
      payer: { name: block(payer.name), email: block(payer.email), phone: block(payer.phone) },
      // No placeholder here: code would read it as an invalid address.
      location: { ...location, ip: null, latitude: null, longitude: null },
      accountId: block(payment.accountId),
      description: block(payment.description),
      data: block(payment.data),
    },
  };
}

/** Reasons of a payer block (Law 94-V of Kazakhstan); texts under `privacy.block.reasons`. */
export const blockReasonSchema = z.enum(["payer_asked", "authority_asked", "other"]);
export type BlockReason = z.infer<typeof blockReasonSchema>;
export const BLOCK_REASONS = blockReasonSchema.options;

/**
 * A payer block as shown to people who may lift it: identified by the payment, not by the payer.
 */
export interface PayerBlock {
  id: string;
  invoiceId: string;
  reason: BlockReason;
  blockedAt: Date;
  /** E-mail address of the person who made the block. */
  blockedBy: string;
}

/** What somebody may see of the personal fields. */
export interface PersonalView {
  revealed: ReadonlySet<PersonalField>;
  /** Names of the merchant's own values that are nobody's, in small letters. */
  harmlessKeys: ReadonlySet<string>;
}

/** Sees no personal field. */
export const NOTHING_PERSONAL: PersonalView = { revealed: new Set(), harmlessKeys: new Set() };

/**
 * The answer with its personal fields masked, except revealed ones, and the list of masked ones. What is
 * masked in one field is masked in every other text, too.
 */
export function hidePersonal<Answer extends BankAnswer>(
  answer: Answer,
  { revealed, harmlessKeys: harmless }: PersonalView,
): { answer: Answer; hidden: PersonalField[] } {
  if (!answer.payment) return { answer, hidden: [] };
  const hidden: PersonalField[] = [];
  const { invoiceId, payer, location, accountId, description, data } = answer.payment;
  const mask = textMask(answer.payment);
  const hide = (field: PersonalField, value: string | null, by: (text: string) => string) => {
    if (value === null || value === invoiceId || revealed.has(field)) return value;
    const shown = by(value);
    if (shown !== value) hidden.push(field);
    return shown;
  };
  const stated = maskPayment(answer.payment, mask);
  const payment: Payment = {
    ...stated,
    payer: {
      name: hide("payer.name", payer.name, hideName),
      email: hide("payer.email", payer.email, hideEmail),
      phone: hide("payer.phone", payer.phone, hidePhone),
    },
    location: { ...stated.location, ip: hide("location.ip", location.ip, hideAddresses) },
    accountId: hide("accountId", accountId, hideIdentifier),
    description: hide("description", description, mask.free),
    data: hide("data", data, (text) => hideValues(text, { mask, harmless, invoiceId })),
  };
  return { answer: { ...maskAnswer(answer, mask), payment }, hidden };
}
