import { useTranslations } from "next-intl";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import { isFiltered, type ListQuery, listPath, NO_FILTERS } from "#lib/list/query.ts";
import type { Facet } from "#lib/list/search-index.ts";
import { FacetLinks } from "./facet-links.tsx";
import { Panel } from "./panel.tsx";
import { AmountPanel, DaysPanel } from "./range-forms.tsx";
import { useFacetOptions } from "./use-facet-options.ts";
import { type PeopleNames, useFilterWords } from "./use-filter-words.ts";

/** Facets without a chip of their own until they are in use, in the order of their panel. */
const MORE = ["finality", "issuer", "brand", "country", "currency", "person"] as const;

interface FilterProps {
  query: ListQuery;
  choices: ReadonlyMap<string, readonly string[]>;
  people: PeopleNames;
}

/** The filters as chips. Each choice is a link or a plain GET form, and is applied at once. */
export function FilterBar({
  searched,
  ...filters
}: FilterProps & {
  /** The searched text. */
  searched: string | null;
}) {
  const { query } = filters;
  const t = useTranslations("history");
  return (
    <>
      <FacetPanel facet="state" {...filters} />
      <DaysPanel name="paid" query={query} />
      <DaysPanel name="looked" query={query} />
      <AmountPanel query={query} />
      <FacetPanel facet="terminal" {...filters} />
      {MORE.filter((facet) => query.facets[facet]).map((facet) => (
        <FacetPanel key={facet} facet={facet} {...filters} />
      ))}
      <MorePanel {...filters} />
      {searched ? (
        <Removable
          label={`${t("names.q")}: ${searched}`}
          href={listPath(query, { q: null, find: null, place: null })}
        />
      ) : null}
      {query.invoices.length > 0 ? (
        <Removable
          label={`${t("names.invoices")}: ${query.invoices.length}`}
          href={listPath(query, { invoices: [], place: null })}
        />
      ) : null}
      {isFiltered(query) ? (
        <a href={listPath(NO_FILTERS, { columns: query.columns })} className="chip-link">
          {t("clear")}
        </a>
      ) : null}
    </>
  );
}

/** The chip of one facet; nothing where there is nothing to choose. */
function FacetPanel({ facet, query, choices, people }: FilterProps & { facet: Facet }) {
  const t = useTranslations("history.names");
  const words = useFilterWords(people);
  const options = useFacetOptions(choices, people)(facet);
  const chosen = query.facets[facet] ?? [];
  if (options.length < 2 && chosen.length === 0) return null;
  const value = [...new Set(chosen.map((one) => words(facet, one)))].join(", ");
  const without = { facets: { ...query.facets, [facet]: undefined }, place: null };
  return (
    <Panel title={t(facet)} value={value} without={listPath(query, without)}>
      <FacetLinks facet={facet} options={options} query={query} />
    </Panel>
  );
}

/** The facets that are seldom used, each under its name. */
function MorePanel({ query, choices, people }: FilterProps) {
  const t = useTranslations("history");
  const optionsOf = useFacetOptions(choices, people);
  const offered = MORE.flatMap((facet) => {
    const options = optionsOf(facet);
    return query.facets[facet] || options.length < 2 ? [] : [{ facet, options }];
  });
  if (offered.length === 0) return null;
  return (
    <Panel title={t("more_filters")}>
      <div className="space-y-3">
        {offered.map(({ facet, options }) => (
          <div key={facet}>
            <p className="font-medium text-muted text-xs">{t(`names.${facet}`)}</p>
            <FacetLinks facet={facet} options={options} query={query} />
          </div>
        ))}
      </div>
    </Panel>
  );
}

/** A filter that is set elsewhere: it can only be removed here. */
function Removable({ label, href }: { label: string; href: string }) {
  const t = useTranslations("history");
  return (
    <a href={href} aria-label={t("remove", { filter: label })} className="chip chip-removable">
      <span className="min-w-0 truncate">
        <Foreign>{label}</Foreign>
      </span>
      <Icon name="cross" className="size-3.5 shrink-0" />
    </a>
  );
}
