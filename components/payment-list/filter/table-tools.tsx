import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import {
  COLUMNS,
  type ListQuery,
  listPath,
  SORTS,
  sortText,
  USUAL_COLUMNS,
} from "#lib/list/query.ts";
import { KeptInputs } from "./kept-inputs.tsx";
import { Panel } from "./panel.tsx";

/** The order of the list, said and to be chosen: on a phone the table has no titles to press. */
export function OrderPanel({ query }: { query: ListQuery }) {
  const t = useTranslations("history");
  const now = sortText(query);
  return (
    <Panel title={t(`sort.${now}`)}>
      <p className="font-medium text-muted text-xs">{t("names.sort")}</p>
      <ul className="flex flex-wrap gap-x-1">
        {SORTS.flatMap((sort) => [
          { sort, descending: true, text: `-${sort}` as const },
          { sort, descending: false, text: sort },
        ]).map(({ text, ...order }) => (
          <li key={text}>
            <a
              href={listPath(query, { ...order, place: null })}
              aria-current={text === now ? "true" : undefined}
              className="panel-link"
            >
              {t(`sort.${text}`)}
              {text === now ? <Icon name="tick" /> : null}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Which columns the table has. */
export function ColumnsPanel({ query, seesPeople }: { query: ListQuery; seesPeople: boolean }) {
  const t = useTranslations("history");
  const offered = COLUMNS.filter(
    (column) => column !== "invoice" && (column !== "person" || seesPeople),
  );
  return (
    <Panel title={t("choose_columns")}>
      <form action="/transactions" method="get" className="space-y-3">
        <KeptInputs query={{ ...query, columns: USUAL_COLUMNS }} />
        <fieldset className="min-w-0">
          <legend className="sr-only">{t("choose_columns")}</legend>
          <div className="grid grid-cols-2 gap-x-4">
            {offered.map((column) => (
              <label
                key={column}
                className="inline-flex min-h-11 items-center gap-2 text-ink text-sm"
              >
                <input
                  type="checkbox"
                  name="columns"
                  value={column}
                  defaultChecked={query.columns.includes(column)}
                  className="size-4 shrink-0 accent-accent"
                />
                {t(`columns.${column}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <button type="submit" className={BUTTON.plain}>
          {t("apply")}
        </button>
      </form>
    </Panel>
  );
}
