import { useTranslations } from "next-intl";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import { type DayRange, type ListQuery, listPath, NO_FILTERS } from "#lib/list/query.ts";
import { FACETS } from "#lib/list/search-index.ts";
import { type PeopleNames, useFilterWords } from "./use-filter-words.ts";

interface ChipsProps {
  query: ListQuery;
  /** The searched text. */
  searched: string | null;
  people: PeopleNames;
}

/** The active filters, each with a link that removes it. */
export function FilterChips(props: ChipsProps) {
  const { query } = props;
  const t = useTranslations("history");
  const chips = useChips(props);
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap items-center gap-2">
      {chips.map(({ label, without }) => (
        <li key={label}>
          <a
            href={listPath(query, { ...without, place: null })}
            aria-label={t("remove", { filter: label })}
            className="inline-flex min-h-9 max-w-full items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2.5 text-ink text-sm hover:bg-sunken"
          >
            <span className="min-w-0">
              <Foreign>{label}</Foreign>
            </span>
            <Icon name="cross" className="size-3.5 shrink-0 text-muted" />
          </a>
        </li>
      ))}
      <li>
        <a
          href={listPath(NO_FILTERS, { columns: query.columns })}
          className="inline-flex min-h-9 items-center px-1 text-accent text-sm underline-offset-4 hover:underline"
        >
          {t("clear")}
        </a>
      </li>
    </ul>
  );
}

interface Chip {
  label: string;
  /** Change of the query that removes the filter. */
  without: Partial<ListQuery>;
}

function useChips({ query, searched, people }: ChipsProps): Chip[] {
  const t = useTranslations("history");
  const words = useFilterWords(people);
  const chip = (name: Parameters<typeof label>[0], value: string, without: Partial<ListQuery>) => ({
    label: label(name, value),
    without,
  });
  const label = (
    name: "q" | "invoices" | "paid" | "looked" | "amount" | (typeof FACETS)[number],
    value: string,
  ) => `${t(`names.${name}`)}: ${value}`;
  const days = ({ from, to }: DayRange) => {
    if (from && to) return `${from} – ${to}`;
    if (from) return `${t("from")} ${from}`;
    return to ? `${t("to")} ${to}` : "";
  };
  const { min, max } = query.amount;
  const range = days({ from: min, to: max });
  const none = { from: null, to: null };
  return [
    ...(searched ? [chip("q", searched, { q: null, find: null })] : []),
    ...(query.invoices.length > 0
      ? [chip("invoices", query.invoices.join(", "), { invoices: [] })]
      : []),
    ...FACETS.flatMap((facet) => {
      const values = query.facets[facet];
      if (!values) return [];
      const named = values.map((value) => words(facet, value)).join(", ");
      return [chip(facet, named, { facets: { ...query.facets, [facet]: undefined } })];
    }),
    ...(days(query.paid) ? [chip("paid", days(query.paid), { paid: none })] : []),
    ...(days(query.looked) ? [chip("looked", days(query.looked), { looked: none })] : []),
    ...(range ? [chip("amount", range, { amount: { min: null, max: null } })] : []),
  ];
}
