import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import {
  COLUMNS,
  type Column,
  type DayRange,
  LISTED_CLASSES,
  LISTED_STATES,
  type ListQuery,
  SORTS,
  sortText,
} from "#lib/list/query.ts";
import type { Facet } from "#lib/list/search-index.ts";
import { type PeopleNames, useFilterWords } from "./use-filter-words.ts";

/** Facets whose values come from stored payments, in the order of the form. */
const CHOSEN = ["currency", "terminal", "brand", "issuer", "country", "person"] as const;

/** Filters, order and columns as one plain GET form; its address is the view's link. */
export function FilterForm({
  query,
  choices,
  people,
}: {
  query: ListQuery;
  choices: ReadonlyMap<string, readonly string[]>;
  people: PeopleNames;
}) {
  const t = useTranslations("history");
  return (
    <form action="/transactions" method="get" className="space-y-5">
      {query.q ? <input type="hidden" name="q" value={query.q} /> : null}
      {query.find ? <input type="hidden" name="find" value={query.find} /> : null}
      {query.invoices.length > 0 ? (
        <input type="hidden" name="invoices" value={query.invoices.join(",")} />
      ) : null}
      <States query={query} people={people} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Days name="paid" range={query.paid} />
        <Days name="looked" range={query.looked} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Amounts query={query} />
        <Choice
          facet="finality"
          values={LISTED_CLASSES}
          chosen={query.facets.finality?.[0]}
          people={people}
        />
        {CHOSEN.map((facet) => (
          <Choice
            key={facet}
            facet={facet}
            values={choices.get(facet) ?? []}
            chosen={query.facets[facet]?.[0]}
            people={people}
          />
        ))}
        <Labelled id="sort" label={t("names.sort")}>
          <select
            id="sort"
            name="sort"
            defaultValue={sortText(query)}
            className={`${INPUT} w-full`}
          >
            {SORTS.flatMap((sort) => [`-${sort}` as const, sort]).map((sort) => (
              <option key={sort} value={sort}>
                {t(`sort.${sort}`)}
              </option>
            ))}
          </select>
        </Labelled>
      </div>
      <Columns chosen={query.columns} seesPeople={people.size > 0} />
      <button type="submit" className={BUTTON.primary}>
        {t("apply")}
      </button>
    </form>
  );
}

const CHECK =
  "inline-flex min-h-9 items-center gap-2 rounded-md border border-line px-2.5 text-ink text-sm has-checked:border-accent has-checked:bg-sunken";

function States({ query, people }: { query: ListQuery; people: PeopleNames }) {
  const t = useTranslations("history.names");
  const words = useFilterWords(people);
  const options = LISTED_STATES.map((state) => ({ value: state, label: words("state", state) }));
  return (
    <Checkboxes
      name="state"
      legend={t("state")}
      options={options}
      checked={query.facets.state ?? []}
    />
  );
}

function Columns({ chosen, seesPeople }: { chosen: readonly Column[]; seesPeople: boolean }) {
  const t = useTranslations("history");
  const options = COLUMNS.filter(
    (column) => column !== "invoice" && (column !== "person" || seesPeople),
  ).map((column) => ({ value: column, label: t(`columns.${column}`) }));
  return (
    <Checkboxes name="columns" legend={t("choose_columns")} options={options} checked={chosen} />
  );
}

function Checkboxes({
  name,
  legend,
  options,
  checked,
}: {
  name: string;
  legend: string;
  options: readonly { value: string; label: string }[];
  checked: readonly string[];
}) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-ink text-sm">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {options.map(({ value, label }) => (
          <label key={value} className={CHECK}>
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={checked.includes(value)}
              className="size-4 shrink-0 accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium text-ink text-sm">
        {label}
      </label>
      {children}
    </div>
  );
}

/** Select box of one facet; nothing where there are no values. */
function Choice({
  facet,
  values,
  chosen,
  people,
}: {
  facet: Facet;
  values: readonly string[];
  chosen: string | undefined;
  people: PeopleNames;
}) {
  const t = useTranslations("history");
  const words = useFilterWords(people);
  const named = values
    .map((value) => ({ value, word: words(facet, value) }))
    .sort((a, b) => a.word.localeCompare(b.word));
  if (values.length < 2 && !chosen) return null;
  return (
    <Labelled id={facet} label={t(`names.${facet}`)}>
      <select id={facet} name={facet} defaultValue={chosen ?? ""} className={`${INPUT} w-full`}>
        <option value="">{t("any")}</option>
        {named.map(({ value, word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function Days({ name, range: { from, to } }: { name: "paid" | "looked"; range: DayRange }) {
  const t = useTranslations("history");
  return (
    <Range title={t(`names.${name}`)}>
      <input
        type="date"
        name={`${name}_from`}
        defaultValue={from ?? ""}
        aria-label={`${t(`names.${name}`)}, ${t("from")}`}
        className={`${INPUT} min-w-0 flex-1 basis-40`}
      />
      <input
        type="date"
        name={`${name}_to`}
        defaultValue={to ?? ""}
        aria-label={`${t(`names.${name}`)}, ${t("to")}`}
        className={`${INPUT} min-w-0 flex-1 basis-40`}
      />
    </Range>
  );
}

function Amounts({ query }: { query: ListQuery }) {
  const t = useTranslations("history");
  const { min, max } = query.amount;
  return (
    <Range title={t("names.amount")}>
      <input
        name="min"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={min ?? ""}
        placeholder={t("from")}
        aria-label={`${t("names.amount")}, ${t("from")}`}
        className={`${INPUT} min-w-0 flex-1 basis-24`}
      />
      <input
        name="max"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={max ?? ""}
        placeholder={t("to")}
        aria-label={`${t("names.amount")}, ${t("to")}`}
        className={`${INPUT} min-w-0 flex-1 basis-24`}
      />
    </Range>
  );
}

function Range({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-ink text-sm">{title}</legend>
      <div className="flex flex-wrap gap-2">{children}</div>
    </fieldset>
  );
}
