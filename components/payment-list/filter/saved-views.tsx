import { useTranslations } from "next-intl";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import { isFiltered, type ListQuery, listParameters } from "#lib/list/query.ts";

/** The person's saved views: open, delete, or save the present filters. */
export function SavedViews({
  views,
  query,
}: {
  views: readonly { id: string; name: string; query: string }[];
  query: ListQuery;
}) {
  const t = useTranslations("history.views");
  const now = listParameters(query).toString();
  const hasDates = [query.paid, query.looked].some(({ from, to }) => from ?? to);
  const canSave = isFiltered(query) || now !== "";
  return (
    <div className="space-y-4">
      {views.length === 0 ? <p className="text-muted text-sm">{t("none")}</p> : null}
      {views.length > 0 ? (
        <ul className="flex flex-wrap gap-2">
          {views.map((view) => (
            <li
              key={view.id}
              className="inline-flex max-w-full items-stretch rounded-md border border-line-strong"
            >
              <a
                href={`/transactions?${view.query}`}
                className="min-h-9 min-w-0 content-center px-2.5 text-accent text-sm [overflow-wrap:anywhere] hover:underline"
              >
                {view.name}
              </a>
              <form action="/api/views" method="post" className="flex border-line border-l">
                <input type="hidden" name="query" value={now} />
                <button
                  type="submit"
                  name="delete"
                  value={view.id}
                  aria-label={t("delete", { name: view.name })}
                  title={t("delete", { name: view.name })}
                  className="inline-flex w-9 items-center justify-center text-muted hover:bg-sunken hover:text-ink"
                >
                  <Icon name="cross" className="size-3.5" />
                </button>
              </form>
            </li>
          ))}
        </ul>
      ) : null}
      {canSave ? (
        <form action="/api/views" method="post" className="flex flex-wrap items-end gap-3">
          <input type="hidden" name="query" value={now} />
          <div className="min-w-0 grow sm:grow-0">
            <label htmlFor="view-name" className="mb-1.5 block font-medium text-ink text-sm">
              {t("name")}
            </label>
            <input
              id="view-name"
              name="name"
              required
              maxLength={60}
              autoComplete="off"
              className={`${INPUT} w-full sm:w-64`}
            />
          </div>
          {hasDates ? (
            <label className="inline-flex min-h-11 items-center gap-2 text-ink text-sm">
              <input
                type="checkbox"
                name="with_dates"
                value="1"
                className="size-4 shrink-0 accent-accent"
              />
              {t("with_dates")}
            </label>
          ) : null}
          <button type="submit" className={BUTTON.plain}>
            {t("save")}
          </button>
        </form>
      ) : null}
    </div>
  );
}
