import { useTranslations } from "next-intl";
import { fieldLabel } from "#lib/payment/facts/field-labels.ts";

/** Gives the label of a payment field; an unknown field is its own label. */
export function useFieldLabel(): (field: string) => string {
  const t = useTranslations("fields");
  return (field) => {
    const label = fieldLabel(field);
    return label ? t(label) : field;
  };
}
