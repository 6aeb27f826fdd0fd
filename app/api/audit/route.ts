import { getTimeZone, getTranslations } from "next-intl/server";
import { z } from "zod";
import type { LogRow } from "#lib/audit-events.ts";
import { type AuditQuery, auditParameters, readAuditQuery } from "#lib/audit-query.ts";
import { parametersOf } from "#lib/list-query.ts";
import { logRows, record } from "#lib/server/audit.ts";
import { type Database, database } from "#lib/server/db/client.ts";
import { csvStream } from "#lib/server/export/csv.ts";
import type { Cell } from "#lib/server/export/table-file.ts";
import { isProofFresh, proofPath } from "#lib/server/proof.ts";
import { route } from "#lib/server/route.ts";
import { seeOther } from "#lib/server/see-other.ts";

const BATCH = 500;

/** The log as a file, newest first. Administrators and auditors only, with a fresh proof. */
export const GET = route(
  { access: "audit.read", input: z.object({}) },
  async ({ actor, request }) => {
    const { searchParams } = new URL(request.url);
    if (!isProofFresh(actor)) return seeOther(proofPath(`/audit?${searchParams}`));
    const query = readAuditQuery(parametersOf(searchParams));
    const { db } = await database();
    const timeZone = await getTimeZone();
    await record(db, {
      event: "audit.exported",
      success: true,
      by: actor,
      detail: { query: auditParameters(query).toString() },
    });
    const t = await getTranslations("account.audit");
    const titles = [
      "#",
      `${t("when")} (${timeZone})`,
      t("who"),
      t("what"),
      t("about"),
      t("result"),
    ];
    const columns = [...titles, t("from_where"), t("detail")].map((title) => ({
      title,
      width: 20,
    }));
    const rows = batches(db, query, timeZone);
    const table = { sheetName: t("title"), columns, rows, timeZone };
    const day = new Date().toISOString().slice(0, 10);
    return new Response(csvStream(table, { bom: true, separator: "," }), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="log-${day}.csv"`,
        "cache-control": "private, no-store",
      },
    });
  },
);

async function* batches(
  db: Database,
  query: AuditQuery,
  timeZone: string,
): AsyncGenerator<Cell[][]> {
  for (let before = query.before; ; ) {
    const rows = await logRows(db, { ...query, before }, { timeZone, limit: BATCH });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(cellsOf);
    before = last.id;
  }
}

/** The event by its own name: programs read this file, too. */
function cellsOf({ id, at, actor, event, resource, success, ip, detail }: LogRow): Cell[] {
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
    text(JSON.stringify(detail)),
  ];
}
