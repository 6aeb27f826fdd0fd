import "server-only";
import type { getTranslations } from "next-intl/server";
import type { LogRow } from "#lib/audit/events.ts";
import type { AuditQuery } from "#lib/audit/query.ts";
import type { Database } from "#lib/server/db/client.ts";
import type { Cell, TableFile } from "#lib/server/export/table.ts";
import { logBatches } from "./query.ts";

/** The audit log as a table for a file: all rows that match the query, newest first. */

type Translate = Awaited<ReturnType<typeof getTranslations<"account.audit">>>;

const BATCH = 500;
const WIDTH = 20;

export function logFile(
  db: Database,
  query: AuditQuery,
  { t, timeZone }: { t: Translate; timeZone: string },
): TableFile {
  const titles = [
    "#",
    `${t("when")} (${timeZone})`,
    t("who"),
    t("what"),
    t("about"),
    t("result"),
    t("from_where"),
    t("reference"),
    t("detail"),
  ];
  return {
    sheetName: t("title"),
    columns: titles.map((title) => ({ title, width: WIDTH })),
    rows: batches(db, query, timeZone),
    timeZone,
  };
}

async function* batches(
  db: Database,
  query: AuditQuery,
  timeZone: string,
): AsyncGenerator<Cell[][]> {
  for await (const rows of logBatches(db, query, { timeZone, size: BATCH })) {
    yield rows.map(cellsOf);
  }
}

/** The event by its own name: programs read this file, too. */
function cellsOf(row: LogRow): Cell[] {
  const { id, at, actor, event, resource, success, ip, requestId, detail } = row;
  const text = (value: string | null): Cell =>
    value === null ? { type: "empty" } : { type: "text", value };
  return [
    { type: "number", decimal: String(id), digits: 0 },
    { type: "time", instant: at.toISOString() },
    text(actor),
    text(event),
    text(resource),
    text(success ? "ok" : "refused"),
    text(ip),
    text(requestId),
    text(JSON.stringify(detail)),
  ];
}
