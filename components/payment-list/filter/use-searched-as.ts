import { useFormatter, useTranslations } from "next-intl";
import type { SearchTerm } from "#lib/paste/search-term.ts";

/** Names the readings under which a text was searched: "RRN or invoice number". */
export function useSearchedAs(): (terms: readonly SearchTerm[]) => string {
  const t = useTranslations("paste.fields");
  const format = useFormatter();
  return (terms) =>
    format.list([...new Set(terms.map(({ field }) => t(field)))], { type: "disjunction" });
}
