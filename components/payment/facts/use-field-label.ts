import { useTranslations } from "next-intl";
import type { Messages } from "#lib/i18n/messages.ts";

/** Labels of a payment's fields by their names in the contract. */
const LABELS: Readonly<Record<string, keyof Messages["fields"]>> = {
  amount: "amount",
  bonus: "bonus",
  returned: "returned",
  original: "original",
  currency: "currency",
  createdAt: "created_at",
  bankId: "bank_id",
  statusId: "status_id",
  statusName: "status_name",
  resultCode: "result_code",
  resultMessage: "result_message",
  "reason.code": "reason_code",
  "reason.text": "reason",
  "terminal.number": "terminal_number",
  "terminal.id": "terminal_id",
  accountId: "account_id",
  description: "description",
  language: "language",
  data: "data",
  "card.mask": "mask",
  "card.brand": "brand",
  "card.issuer": "issuer",
  "card.secureDetails": "secure_details",
  rrn: "rrn",
  internalReference: "internal_reference",
  approvalCode: "approval_code",
  xlsRrn: "xls_rrn",
  "payer.name": "name",
  "payer.email": "email",
  "payer.phone": "phone",
  "location.ip": "ip",
  "location.country": "country",
  "location.city": "city",
  "location.region": "region",
  "location.district": "district",
};

/** Gives the label of a payment field; an unknown field is its own label. */
export function useFieldLabel(): (field: string) => string {
  const t = useTranslations("fields");
  return (field) => {
    const label = LABELS[field];
    // No field's label has a placeholder; two other texts of the namespace have.
    return label && label !== "more_fields" && label !== "bank_time_value" ? t(label) : field;
  };
}
