import { useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ARROW } from "#components/ui/icon/arrow.ts";
import { Icon } from "#components/ui/icon/icon.tsx";
import { columnValue, isSumColumn, type ListRow } from "#lib/list/columns.ts";
import {
  type Column,
  type ListQuery,
  listPath,
  type Sort,
  USUAL_COLUMNS,
} from "#lib/list/query.ts";
import { ListCell } from "./list-cell.tsx";

/** Roles of table elements, which Chromium and Safari drop when CSS lays the table out otherwise. */
const ROLE = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  cell: { role: "cell" },
  heading: { role: "columnheader" },
} as const;

/** Columns that say themselves what they are, so that a phone shows them without their title. */
const SELF_EVIDENT: readonly Column[] = ["invoice", "state", "amount", "paid", "card", "customer"];

/**
 * Payments as a table, on a phone in two lines each (list.css), without the customer unless the columns
 * were chosen. A row is one link, with a copy button beside it where there is room.
 */
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
    <div className="overflow-x-auto rounded-lg border border-line bg-surface shadow-card">
      <table
        {...ROLE.table}
        className="list-table"
        data-usual={query.columns === USUAL_COLUMNS || undefined}
      >
        <caption className="sr-only">{t("title")}</caption>
        <thead {...ROLE.group}>
          <tr {...ROLE.row}>
            {query.columns.map((column) => (
              <Heading key={column} column={column} query={query} />
            ))}
          </tr>
        </thead>
        <tbody {...ROLE.group}>
          {rows.map((row) => (
            <tr key={row.id} id={`row-${row.id}`} {...ROLE.row}>
              {query.columns.map((column) => (
                <td
                  key={column}
                  {...ROLE.cell}
                  data-column={column}
                  data-sum={isSumColumn(column) || undefined}
                  data-nothing={columnValue(column, row).is === "nothing" || undefined}
                >
                  <Label column={column} />
                  {column === "invoice" ? (
                    <InvoiceLink row={row} href={hrefOf(row)} />
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

/** The title of a cell where the table has no head: on a phone. */
function Label({ column }: { column: Column }) {
  const t = useTranslations("history.columns");
  if (column === "looked") {
    return (
      <span className="list-label">
        <Icon name="clock" className="mr-1 inline-block size-3.5 align-[-0.125rem]" />
        <span className="sr-only">{t("looked")}</span>
      </span>
    );
  }
  return (
    <span className="list-label">
      <span className={SELF_EVIDENT.includes(column) ? "sr-only" : "mr-1 text-muted"}>
        {t(column)}
      </span>
    </span>
  );
}

/** The row's link, which looks visited once its number was looked up today, and a button that copies it. */
function InvoiceLink({ row: { answer, seen }, href }: { row: ListRow; href: string }) {
  const t = useTranslations();
  const { invoiceId } = answer;
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <a href={href} data-list-link="" data-seen={seen || undefined} translate="no">
        {invoiceId}
      </a>
      {seen ? <span className="sr-only">{t("history.seen")}</span> : null}
      <span className="relative max-sm:hidden">
        <CopyButton
          value={invoiceId}
          label={t("copy.copy", { what: invoiceId })}
          done={t("copy.copied", { what: invoiceId })}
        />
      </span>
    </span>
  );
}

const SORT_OF: Partial<Record<Column, Sort>> = { looked: "looked", paid: "paid", amount: "amount" };

/** A column's title; a link with an arrow if the list can be sorted by it, a faint one if it is not. */
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
      data-sum={isSumColumn(column) || undefined}
    >
      {sort ? (
        <a href={listPath(query, { sort, descending, place: null })} className="list-sort">
          {t(column)}
          <Icon
            name="arrow"
            className={`${ARROW[isSorted && !query.descending ? "up" : "down"]} ${isSorted ? "" : "opacity-40"}`}
          />
        </a>
      ) : (
        t(column)
      )}
    </th>
  );
}
