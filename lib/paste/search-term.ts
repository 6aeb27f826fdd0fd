/** Kinds of values that can be searched in the list. */
export const SEARCH_FIELDS = [
  "invoice",
  "invoice_end",
  "rrn",
  "approval_code",
  "last_four",
  "card",
  "email",
  "phone",
  "amount",
  "bank_id",
  "words",
] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

export interface SearchTerm {
  field: SearchField;
  value: string;
}
