import type { Messages } from "#lib/i18n/messages.ts";

/** Keys of the labels of a payment's fields by the fields' names, such as "card.issuer". */
export const FIELD_LABELS = {
  amount: "amount",
  bonus: "bonus",
  returned: "returned",
  original: "original",
  currency: "currency",
  createdAt: "created_at",
  "createdAt.raw": "created_at_bank",
  "createdAt.instant": "created_at",
  "createdAt.offset": "created_at_bank",
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
  "card.mask.first": "mask",
  "card.mask.last": "mask",
  "card.secure": "secure",
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
  "location.latitude": "coordinates",
  "location.longitude": "coordinates",
} as const satisfies Readonly<Record<string, keyof Messages["fields"]>>;

/** The label's key of a field; null if it has no label. */
export function fieldLabel(field: string): (typeof FIELD_LABELS)[keyof typeof FIELD_LABELS] | null {
  return isLabelled(field) ? FIELD_LABELS[field] : null;
}

function isLabelled(field: string): field is keyof typeof FIELD_LABELS {
  return Object.hasOwn(FIELD_LABELS, field);
}
