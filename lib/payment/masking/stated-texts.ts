import type { BankAnswer, Payment } from "../payment.ts";
import type { TextMask } from "./free-text.ts";

/** Applies a mask to the texts of an answer that are not themselves personal fields. */

/** The answer with its own texts masked; the payment is left as it is. */
export function maskAnswer<Answer extends BankAnswer>(
  answer: Answer,
  { free, stated }: TextMask,
): Answer {
  return {
    ...answer,
    resultCode: orNull(answer.resultCode, stated),
    resultMessage: orNull(answer.resultMessage, free),
    statusName: orNull(answer.statusName, stated),
    flags: answer.flags.map((flag) =>
      flag.raw === undefined ? flag : { ...flag, raw: free(flag.raw) },
    ),
  };
}

/** The payment with the bank's words and codes masked; sums, moments and its own number never are. */
export function maskPayment(payment: Payment, { free, stated }: TextMask): Payment {
  const { createdAt, reason, terminal, card, location } = payment;
  const code = (value: string | null) => orNull(value, stated);
  return {
    ...payment,
    bankId: code(payment.bankId),
    statusName: stated(payment.statusName),
    statusId: code(payment.statusId),
    createdAt:
      createdAt && createdAt.instant === null
        ? { ...createdAt, raw: free(createdAt.raw) }
        : createdAt,
    currency: code(payment.currency),
    reason: { code: code(reason.code), text: orNull(reason.text, free) },
    terminal: { number: code(terminal.number), id: code(terminal.id) },
    language: code(payment.language),
    card: {
      ...card,
      brand: code(card.brand),
      issuer: code(card.issuer),
      secureDetails: orNull(card.secureDetails, free),
    },
    rrn: code(payment.rrn),
    internalReference: code(payment.internalReference),
    approvalCode: code(payment.approvalCode),
    xlsRrn: code(payment.xlsRrn),
    location: {
      ...location,
      country: code(location.country),
      city: code(location.city),
      region: code(location.region),
      district: code(location.district),
    },
  };
}

function orNull(text: string | null, mask: (text: string) => string): string | null {
  return text === null ? null : mask(text);
}
