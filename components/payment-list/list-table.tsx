import { useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ARROW } from "#components/ui/icon/arrow.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import { isSumColumn, type ListRow } from "#lib/list/columns.ts";
import { type Column, type ListQuery, listPath, type Sort } from "#lib/list/query.ts";
import { ListCell } from "./list-cell.tsx";

/** Roles of table elements, which Chromium and Safari drop when CSS lays the table out as cards. */
const ROLE = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  cell: { role: "cell" },
  heading: { role: "columnheader" },
} as const;

/** Payments as a table, as cards on a phone. A row is one link with a copy button beside it. */
export function ListTable({
  rows,
  query,
  hrefOf,
}: {
  rows: readonly ListRow[];
  query: ListQuery;
  hrefOf: (row: ListRow) => string;
}) {
  const t = useTranslations("history");
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface shadow-card max-sm:border-0 max-sm:bg-transparent max-sm:shadow-none">
      <table {...ROLE.table} className="w-full text-left text-sm max-sm:block">
        <caption className="sr-only">{t("title")}</caption>
        <thead {...ROLE.group} className="max-sm:hidden">
          <tr {...ROLE.row} className="border-line border-b">
            {query.columns.map((column) => (
              <Heading key={column} column={column} query={query} />
            ))}
          </tr>
        </thead>
        <tbody {...ROLE.group} className="max-sm:block max-sm:space-y-3">
          {rows.map((row) => (
            <tr
              key={row.id}
              id={`row-${row.id}`}
              {...ROLE.row}
              className="relative scroll-mt-4 border-line border-b last:border-b-0 focus-within:bg-sunken hover:bg-sunken max-sm:block max-sm:rounded-lg max-sm:border max-sm:bg-surface max-sm:p-4 max-sm:last:border-b"
            >
              {query.columns.map((column) => (
                <td
                  key={column}
                  {...ROLE.cell}
                  // No line breaks inside words: a wide table scrolls.
                  className={`px-3 py-2.5 align-top text-ink sm:[&_*]:[overflow-wrap:break-word]! max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-1 max-sm:text-right ${isSumColumn(column) ? "text-right" : ""}`}
                >
                  <span className="shrink-0 text-muted sm:hidden">{t(`columns.${column}`)}</span>
                  {column === "invoice" ? (
                    <InvoiceLink invoiceId={row.answer.invoiceId} href={hrefOf(row)} />
                  ) : (
                    <ListCell column={column} row={row} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The row's link, and a button that copies the number. */
function InvoiceLink({ invoiceId, href }: { invoiceId: string; href: string }) {
  const t = useTranslations("copy");
  return (
    <span className="inline-flex items-center gap-1">
      <a
        href={href}
        data-list-link=""
        translate="no"
        className="font-mono text-accent underline-offset-4 break-words sm:max-w-48 after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
      >
        {invoiceId}
      </a>
      <span className="relative">
        <CopyButton
          value={invoiceId}
          label={t("copy", { what: invoiceId })}
          done={t("copied", { what: invoiceId })}
        />
      </span>
    </span>
  );
}

const SORT_OF: Partial<Record<Column, Sort>> = { looked: "looked", paid: "paid", amount: "amount" };

/** A column's title; a link if the list can be sorted by it. */
function Heading({ column, query }: { column: Column; query: ListQuery }) {
  const t = useTranslations("history.columns");
  const sort = SORT_OF[column];
  const isSorted = sort === query.sort;
  const descending = isSorted ? !query.descending : true;
  return (
    <th
      {...ROLE.heading}
      scope="col"
      aria-sort={isSorted ? (query.descending ? "descending" : "ascending") : undefined}
      className={`px-3 py-2 font-medium text-muted text-xs ${isSumColumn(column) ? "text-right" : ""}`}
    >
      {sort ? (
        <a
          href={listPath(query, { sort, descending, place: null })}
          className="inline-flex min-h-6 items-center gap-1 underline-offset-4 hover:text-ink hover:underline"
        >
          {t(column)}
          {isSorted ? (
            <Icon name="arrow" className={ARROW[query.descending ? "down" : "up"]} />
          ) : null}
        </a>
      ) : (
        t(column)
      )}
    </th>
  );
}
