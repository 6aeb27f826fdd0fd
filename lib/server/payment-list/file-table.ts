import "server-only";
import type { getTranslations } from "next-intl/server";
import { withPlainBlanks } from "#lib/i18n/non-breaking.ts";
import { columnValue, isSumColumn, type ListRow } from "#lib/list/columns.ts";
import { type Column, MOST_EXPORTED } from "#lib/list/query.ts";
import { explain } from "#lib/payment/explanation/explain.ts";
import { badgeName } from "#lib/payment/status/badge-name.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { inLongTransaction } from "#lib/server/db/pool.ts";
import type { Cell, TableFile } from "#lib/server/export/table.ts";
import type { Viewer } from "#lib/server/observations/redact.ts";
import { rowFor } from "./list-page.ts";
import { idsOf } from "./plan.ts";
import { invoicesOf, paymentsOf } from "./queries.ts";
import type { Listing } from "./where.ts";

/** The list as the table of an exported file: all matching payments, in the columns, order and language of the page. */

type Translate = Awaited<ReturnType<typeof getTranslations<never>>>;

/**
 * Rows read at a time: few, so that the memory in use stays constant (bench/export-memory.ts), and
 * nobody waits long for what is made of them.
 */
const BATCH = 50;

/** Payments named by one audit row; a multiple of the batch size. */
const NAMED_TOGETHER = 500;

/** The minimum number of decimals of an amount, as staff write it. */
const DECIMALS = 2;

interface Made {
  table: TableFile;
  count: number;
}

/**
 * The table of all payments that match, and their number. Reads the ids first, so that look-ups made
 * while the file is written neither add nor move rows. Records every part in the audit log before it
 * is sent.
 */
export async function listFile(
  db: Database,
  { listing, actor, viewer, t }: { listing: Listing; actor: Actor; viewer: Viewer; t: Translate },
): Promise<Made> {
  const whole = { ...listing, query: { ...listing.query, place: null } };
  const ids = await inLongTransaction(db, (tx) => idsOf(tx, whole, MOST_EXPORTED));
  const columns = fileColumns(listing.query.columns);
  async function* rows(): AsyncGenerator<Cell[][]> {
    for (let start = 0; start < ids.length; start += BATCH) {
      // The audit names the payments of a part before the part is sent.
      if (start % NAMED_TOGETHER === 0) {
        const invoices = await invoicesOf(db, ids.slice(start, start + NAMED_TOGETHER));
        const detail = { from: start + 1, rows: invoices.length, invoices: invoices.join(",") };
        await record(db, { event: "payments.exported", success: true, by: actor, detail });
      }
      const some = await paymentsOf(db, ids.slice(start, start + BATCH), listing.query.sort);
      yield some.map((payment) => {
        const row = rowFor(payment, viewer);
        return columns.map((column) => cellOf(column, row, t));
      });
    }
  }
  return {
    table: {
      sheetName: withPlainBlanks(t("history.title")),
      columns: columns.map((column) => ({
        title: withPlainBlanks(titleOf(column, listing.timeZone, t)),
        width: WIDTH[column],
      })),
      rows: rows(),
      timeZone: listing.timeZone,
    },
    count: ids.length,
  };
}

type FileColumn = Column | "currency";

/** Amounts are numbers in a file, so their currency has a column of its own, after the last amount. */
function fileColumns(columns: readonly Column[]): FileColumn[] {
  const lastSum = columns.findLastIndex(isSumColumn);
  if (lastSum === -1) return [...columns];
  return [...columns.slice(0, lastSum + 1), "currency", ...columns.slice(lastSum + 1)];
}

function titleOf(column: FileColumn, zone: string, t: Translate): string {
  if (column === "currency") return t("history.names.currency");
  const title = t(`history.columns.${column}`);
  const isTime = column === "paid" || column === "looked";
  return isTime ? t("history.export.zone_column", { column: title, zone }) : title;
}

function finalityCell(answer: ListRow["answer"], t: Translate): Cell {
  const { finality } = explain(answer);
  return finality === "no_answer"
    ? { type: "empty" }
    : textCell(withPlainBlanks(t(`history.finality.${finality}`)));
}

function cellOf(column: FileColumn, row: ListRow, t: Translate): Cell {
  const { answer } = row;
  if (column === "currency") return textCell(answer.payment?.currency ?? null);
  const value = columnValue(column, row);
  switch (value.is) {
    case "state": {
      const badge = badgeName(answer);
      return textCell(withPlainBlanks(t(`badge.${badge.key}`, { raw: badge.raw })));
    }
    case "finality":
      return finalityCell(answer, t);
    case "sum":
      return { type: "number", decimal: value.sum.decimal, digits: DECIMALS };
    case "time":
      return { type: "time", instant: value.instant };
    case "text":
      return textCell(value.text);
    case "nothing":
      return { type: "empty" };
  }
}

function textCell(value: string | null): Cell {
  return value === null ? { type: "empty" } : { type: "text", value };
}

/** Widths of the columns, in characters. */
const WIDTH: Record<FileColumn, number> = {
  invoice: 20,
  state: 26,
  amount: 14,
  paid: 20,
  looked: 20,
  person: 26,
  card: 20,
  issuer: 26,
  country: 18,
  customer: 26,
  email: 28,
  phone: 18,
  rrn: 14,
  approval: 14,
  reason: 30,
  terminal: 12,
  returned: 14,
  bonus: 12,
  finality: 24,
  description: 40,
  currency: 8,
};
