import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTimeZone, getTranslations } from "next-intl/server";
import { orMissing, titleFor } from "#app/missing-page.tsx";
import { AskBank } from "#components/look-up/ask-bank.tsx";
import { DownloadForm } from "#components/payment-list/download-form.tsx";
import { EmptyList } from "#components/payment-list/empty-list.tsx";
import { FilterBar } from "#components/payment-list/filter/filter-bar.tsx";
import { Panel } from "#components/payment-list/filter/panel.tsx";
import { ColumnsPanel, OrderPanel } from "#components/payment-list/filter/table-tools.tsx";
import { ViewTabs } from "#components/payment-list/filter/view-tabs.tsx";
import { ListHead } from "#components/payment-list/list-head.tsx";
import { ListKeys, ShutPanels } from "#components/payment-list/list-keys.tsx";
import { ListTable } from "#components/payment-list/list-table.tsx";
import { ListTotals } from "#components/payment-list/list-totals.tsx";
import { Pager } from "#components/payment-list/pager.tsx";
import { UnknownInvoices } from "#components/payment-list/unknown-invoices.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { CopyListener } from "#components/ui/copy-listener.tsx";
import { can } from "#lib/account/access.ts";
import { listParameters, listPath, type Parameters, readListQuery } from "#lib/list/query.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { limits } from "#lib/server/http/rate-limit.ts";
import { viewList } from "#lib/server/payment-list/list-page.ts";
import { pathWithin } from "#lib/server/payment-list/previous-next.ts";
import { savedViewsOf } from "#lib/server/payment-list/saved-views.ts";
import { emailsById } from "#lib/server/people/accounts.ts";

export async function generateMetadata(): Promise<Metadata> {
  return titleFor("payment.look_up", (await getTranslations("history"))("title"));
}

/** The payment list: search, filters, saved views, download. Staff only. */
export default orMissing(async function ListPage({ searchParams }: PageProps<"/transactions">) {
  const given = await searchParams;
  const path = canonicalPath(given);
  const actor = await requireActor("payment.look_up", path);
  await limits().take("lists", actor.personId);
  const view = await viewList(given, actor);
  const { query, rows } = view;
  const { db } = await database();
  const people = can(actor.role, "payment.see_lookers") ? await emailsById(db) : new Map();
  const views = await savedViewsOf(db, actor.personId);
  const t = await getTranslations("history");
  const zone = await getTimeZone();
  const list = listParameters(query).toString();
  const ids = rows.map(({ id }) => id);
  return (
    <Shell path={path} person={actor} environment={settings().environment}>
      <CopyListener />
      <ListKeys />
      <ShutPanels />
      <div data-wide="" className="space-y-3">
        <ListHead
          view={view}
          unread={countIn(given.unread)}
          cards={placesIn(given.cards)}
          problem={given.problem}
        />
        <AskBank text={view.searched?.text ?? ""} />
        <ViewTabs views={views} query={query} />
        <div className="chips">
          <FilterBar
            query={query}
            choices={withPeople(view.choices, people)}
            people={people}
            searched={view.searched?.text ?? null}
          />
          <div className="panel-end ml-auto flex gap-2">
            <OrderPanel query={query} />
            <ColumnsPanel query={query} seesPeople={people.size > 0} />
            {rows.length > 0 && can(actor.role, "payment.export") ? (
              <Panel title={t("export.title")}>
                <DownloadForm query={query} count={view.count} zone={zone} />
              </Panel>
            ) : null}
          </div>
        </div>
        <ListTotals view={view} />
        {query.invoices.length > 0 ? (
          <UnknownInvoices invoices={view.unknown} query={list} />
        ) : null}
        {rows.length > 0 ? (
          <ListTable
            rows={rows}
            query={query}
            hrefOf={(row) => pathWithin(row, { query: list, ids })}
          />
        ) : (
          <EmptyList
            query={query}
            searched={view.searched}
            searchesAllWords={view.searchesAllWords}
          />
        )}
        <Pager query={query} previous={view.previous} next={view.next} />
        <p className="max-w-4xl text-muted text-sm">{t("intro")}</p>
      </div>
    </Shell>
  );
});

/** Redirects to the canonical address of the view, without empty or repeated parameters. */
function canonicalPath(given: Parameters): string {
  const { query, problems } = readListQuery(given);
  const { problem, unread, cards, again, ...filters } = given;
  const isPlain = (problem ?? unread ?? cards ?? again) === undefined && problems.length === 0;
  const asked = new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
  );
  if (isPlain && asked.toString() !== listParameters(query).toString()) redirect(listPath(query));
  return listPath(query);
}

function withPeople(
  choices: ReadonlyMap<string, readonly string[]>,
  people: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const terminals = settings().epay.terminals.map(({ alias }) => alias);
  return new Map([...choices, ["person", [...people.keys()]], ["terminal", terminals]]);
}

function placesIn(text: string | string[] | undefined): string {
  return typeof text === "string" && /^\d{1,3}(?:,\d{1,3}){0,99}$/.test(text)
    ? text.replaceAll(",", ", ")
    : "";
}

function countIn(text: string | string[] | undefined): number {
  return typeof text === "string" && /^\d{1,4}$/.test(text) ? Number(text) : 0;
}
