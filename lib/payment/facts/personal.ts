import { z } from "zod";
import type { Payment } from "../payment.ts";

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
export const BLOCKED = "•••";

/** The payment without any data of its payer, also without the place. */
export function blockPersonal(payment: Payment): Payment {
  const { payer, location } = payment;
  const block = (value: string | null) => (value === null ? null : BLOCKED);
  return {
    ...payment,
    payer: { name: block(payer.name), email: block(payer.email), phone: block(payer.phone) },
    // No placeholder here: code would read it as an invalid address.
    location: { ...location, ip: null, latitude: null, longitude: null },
    accountId: block(payment.accountId),
    description: block(payment.description),
    data: block(payment.data),
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

/**
 * The payment with its personal fields masked, except revealed ones, and the list of masked ones.
 */
export function hidePersonal(
  payment: Payment,
  revealed: ReadonlySet<PersonalField>,
): { payment: Payment; hidden: PersonalField[] } {
  const hidden: PersonalField[] = [];
  const hide = (field: PersonalField, value: string | null, by: (text: string) => string) => {
    if (value === null || revealed.has(field)) return value;
    const shown = by(value);
    if (shown !== value) hidden.push(field);
    return shown;
  };
  const { payer, location } = payment;
  return {
    payment: {
      ...payment,
      payer: {
        name: hide("payer.name", payer.name, hideName),
        email: hide("payer.email", payer.email, hideEmails),
        phone: hide("payer.phone", payer.phone, hidePhone),
      },
      location: { ...location, ip: hide("location.ip", location.ip, hideAddress) },
      accountId: hide("accountId", payment.accountId, hideWithin),
      description: hide("description", payment.description, hideWithin),
      data: hide("data", payment.data, hideWithin),
    },
    hidden,
  };
}

/** "ARMAN ALI" as "A•••• A••". */
function hideName(name: string): string {
  return name.replace(/(\p{L})[\p{L}\p{M}]+/gu, (word, first: string) =>
    first.padEnd([...word].length, "•"),
  );
}

/** At most 64 characters before the @ (RFC 5321 4.5.3.1.1), which may be written %40 in a query. */
const EMAIL = /([^\s"'<>&=:;,@]{0,64})(@|%40)([^\s"'<>&=:;,@]{1,255})/gu;

/** "epay@halykbank.kz" as "e•••@halykbank.kz"; any other text is masked completely. */
function hideEmails(text: string): string {
  const hidden = text.replace(EMAIL, hideEmail);
  return hidden === text ? "•••" : hidden;
}

function hideEmail(_email: string, name: string, at: string, host: string): string {
  return `${[...name][0] ?? ""}•••${at}${host}`;
}

/** All but the last two digits. */
function hidePhone(phone: string): string {
  const digits = phone.match(/\d/g)?.length ?? 0;
  let seen = 0;
  return phone.replace(/\d/g, (digit) => {
    seen += 1;
    return seen > digits - 2 ? digit : "•";
  });
}

/** Keeps the first half of an IP address, which identifies the network and not the person. */
function hideAddress(ip: string): string {
  const parts = ip.split(/(?<=[.:])/);
  return parts
    .map((part, place) => (place < parts.length / 2 ? part : part.replace(/[\da-f]+/gi, "•••")))
    .join("");
}

/** Kazakh and Russian phone numbers as people write them: 11 digits from 7 or 8, or with a plus. */
const PHONE =
  /(?<![\d.])(?:\+\d|[78])[\s(-]{0,2}\d{3}[\s)-]{0,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)/g;

/** Masks e-mail addresses and phone numbers within a text of the merchant or of staff. */
export function hideWithin(text: string): string {
  return text.replace(EMAIL, hideEmail).replace(PHONE, hidePhone);
}
