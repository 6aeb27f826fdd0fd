import { useTranslations } from "next-intl";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import { type ListQuery, listPath } from "#lib/list/query.ts";
import type { Facet } from "#lib/list/search-index.ts";
import type { FacetOption } from "./use-facet-options.ts";

/** Facets whose values have words of ours. */
const OURS: readonly Facet[] = ["state", "finality"];

/** The values of one facet as links, each of which puts one in or takes it out and shows the list at once. */
export function FacetLinks({
  facet,
  options,
  query,
}: {
  facet: Facet;
  options: readonly FacetOption[];
  query: ListQuery;
}) {
  const t = useTranslations("history");
  const chosen = query.facets[facet] ?? [];
  return (
    <ul className="flex flex-wrap gap-x-1">
      {options.map(({ label, values }) => {
        const isChosen = values.some((value) => chosen.includes(value));
        const others = chosen.filter((value) => !values.includes(value));
        const next = isChosen ? others : [...others, ...values];
        const facets = { ...query.facets, [facet]: next.length > 0 ? next : undefined };
        return (
          <li key={label} className="max-w-full">
            <a
              href={listPath(query, { facets, place: null })}
              aria-current={isChosen ? "true" : undefined}
              className="panel-link"
            >
              {OURS.includes(facet) ? label : <Foreign>{label}</Foreign>}
              {isChosen ? (
                <>
                  <Icon name="tick" />
                  <span className="sr-only">{t("chosen")}</span>
                </>
              ) : null}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
