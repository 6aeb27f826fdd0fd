import { useTranslations } from "next-intl";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { Icon } from "#components/ui/icon/icon.tsx";
import {
  isFiltered,
  type ListQuery,
  listParameters,
  listPath,
  parametersOf,
  readListQuery,
} from "#lib/list/query.ts";
import { isSameView, READY_VIEWS, readyView } from "#lib/list/ready-views.ts";
import { Panel } from "./panel.tsx";

interface View {
  id: string;
  name: string;
  query: string;
}

/** Ready-made views and the person's own as tabs, and a panel that saves and deletes the own ones. */
export function ViewTabs({ views, query }: { views: readonly View[]; query: ListQuery }) {
  const t = useTranslations("history.views");
  const ready = READY_VIEWS.map((view) => {
    const its = readyView(view, query);
    return { key: view, name: t(`ready.${view}`), path: listPath(its), its };
  });
  const own = views.map(({ id, name, query: saved }) => {
    const its = readListQuery(parametersOf(new URLSearchParams(saved))).query;
    return { key: id, name, path: `/transactions?${saved}`, its };
  });
  // An own view with the filters of a ready one is the one that is meant.
  const here = [...own, ...ready].find(({ its }) => isSameView(its, query));
  return (
    <nav aria-label={t("tabs")} className="list-tabs">
      {[...ready, ...own].map(({ key, name, path }) => (
        <a
          key={key}
          href={path}
          aria-current={key === here?.key ? "page" : undefined}
          className="list-tab"
        >
          <Foreign>{name}</Foreign>
        </a>
      ))}
      <Panel title={t("title")}>
        <OwnViews views={views} query={query} />
      </Panel>
    </nav>
  );
}

/** The person's views, each with its button to delete it, and the form that saves the present filters. */
function OwnViews({ views, query }: { views: readonly View[]; query: ListQuery }) {
  const t = useTranslations("history.views");
  const now = listParameters(query).toString();
  return (
    <div className="space-y-4">
      {views.length === 0 ? <p className="text-muted text-sm">{t("none")}</p> : null}
      {views.length > 0 ? (
        <ul className="divide-y divide-line">
          {views.map((view) => (
            <li key={view.id} className="flex items-center justify-between gap-3">
              <span className="min-w-0 text-ink text-sm [overflow-wrap:anywhere]">{view.name}</span>
              <form action="/api/views" method="post">
                <input type="hidden" name="query" value={now} />
                <button
                  type="submit"
                  name="delete"
                  value={view.id}
                  aria-label={t("delete", { name: view.name })}
                  title={t("delete", { name: view.name })}
                  className="inline-flex size-11 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink"
                >
                  <Icon name="cross" className="size-3.5" />
                </button>
              </form>
            </li>
          ))}
        </ul>
      ) : null}
      {isFiltered(query) || now !== "" ? <SaveForm query={query} now={now} /> : null}
    </div>
  );
}

function SaveForm({ query, now }: { query: ListQuery; now: string }) {
  const t = useTranslations("history.views");
  const hasDates = [query.paid, query.looked].some(({ from, to }) => from ?? to);
  return (
    <form action="/api/views" method="post" className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="query" value={now} />
      <div className="min-w-0 grow">
        <label htmlFor="view-name" className="mb-1.5 block font-medium text-ink text-sm">
          {t("name")}
        </label>
        <input
          id="view-name"
          name="name"
          required
          maxLength={60}
          autoComplete="off"
          className={`${INPUT} w-full`}
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
  );
}
