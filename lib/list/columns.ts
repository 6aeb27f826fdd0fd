import { BRAND_NAME, brandInText, brandOfNumber } from "#lib/card/brand.ts";
import type { Sum } from "#lib/money/sum.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import type { Column } from "./query.ts";

/** The values of the list's columns, the same on the page and in files. */

/** A row of the list, redacted for its viewer. */
export interface ListRow {
  id: number;
  answer: ShownAnswer;
  /** E-mail address of the person who looked it up last; null without the permission. */
  lookedBy: string | null;
  /** Whether the viewer looked this number up today; missing where nobody is shown it. */
  seen?: boolean;
}

const SUMS: readonly Column[] = ["amount", "returned", "bonus"];

/** Whether the column has sums. */
export function isSumColumn(column: Column): boolean {
  return SUMS.includes(column);
}

export type Value =
  /** `isId` for values to be shown in monospace. */
  | { is: "text"; text: string; isId?: true }
  | { is: "sum"; sum: Sum; currency: string | null }
  | { is: "time"; instant: string }
  | { is: "state" }
  | { is: "finality" }
  | { is: "nothing" };

const NOTHING: Value = { is: "nothing" };

export function columnValue(column: Column, { answer, lookedBy }: ListRow): Value {
  const { payment } = answer;
  switch (column) {
    case "invoice":
      return id(answer.invoiceId);
    case "state":
      return { is: "state" };
    case "finality":
      return { is: "finality" };
    case "looked":
      return { is: "time", instant: answer.checkedAt };
    case "person":
      return text(lookedBy);
    case "terminal":
      return text(answer.terminal);
    default:
      return payment ? ofPayment(column, payment) : NOTHING;
  }
}

function ofPayment(
  column: Exclude<Column, "invoice" | "state" | "finality" | "looked" | "person" | "terminal">,
  payment: Payment,
): Value {
  switch (column) {
    case "amount":
      return sum(headlineSum(payment), payment);
    case "returned":
      return sum(payment.returned, payment);
    case "bonus":
      return sum(payment.bonus, payment);
    case "paid":
      return payment.createdAt?.instant
        ? { is: "time", instant: payment.createdAt.instant }
        : NOTHING;
    case "card":
      return cardText(payment.card);
    case "issuer":
      return text(payment.card.issuer);
    case "country":
      return text(payment.location.country);
    case "customer":
      return text(payment.payer.name);
    case "email":
      return text(payment.payer.email);
    case "phone":
      return text(payment.payer.phone);
    case "rrn":
      return id(payment.rrn);
    case "approval":
      return id(payment.approvalCode);
    case "reason":
      return text([payment.reason.code, payment.reason.text].filter(Boolean).join(" "));
    case "description":
      return text(payment.description);
  }
}

function text(value: string | null): Value {
  return value ? { is: "text", text: value } : NOTHING;
}

function id(value: string | null): Value {
  return value ? { is: "text", text: value, isId: true } : NOTHING;
}

function sum(value: Sum | null, { currency }: Payment): Value {
  return value ? { is: "sum", sum: value, currency } : NOTHING;
}

/** "Visa •• 9821": identifies the card on the phone. */
function cardText({ mask, brand }: Payment["card"]): Value {
  const known = brandInText(brand) ?? brandOfNumber(mask?.first ?? "");
  const name = known ? BRAND_NAME[known] : brand;
  return text([name, mask?.last && `•• ${mask.last}`].filter(Boolean).join(" "));
}
