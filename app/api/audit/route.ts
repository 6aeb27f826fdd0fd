import { getTimeZone, getTranslations } from "next-intl/server";
import { z } from "zod";
import { auditParameters, readAuditQuery } from "#lib/audit/query.ts";
import { parametersOf } from "#lib/list/query.ts";
import { attachment } from "#lib/server/api/attachment.ts";
import { download } from "#lib/server/api/download.ts";
import { route } from "#lib/server/api/route.ts";
import { logFile } from "#lib/server/audit/csv-table.ts";
import { record } from "#lib/server/audit/record.ts";
import { stepUpPathForFile } from "#lib/server/auth/step-up.ts";
import { database } from "#lib/server/db/client.ts";
import { csvStream } from "#lib/server/export/csv.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { dayOf } from "#lib/time/zone.ts";

/** The audit log as a file, newest first. Administrators and auditors, after step-up. */
export const GET = route(
  { access: "audit.read", input: z.object({}), afterSignIn: { asksAgain: [] } },
  async ({ actor, request }) => {
    const { searchParams } = new URL(request.url);
    const stepUp = stepUpPathForFile(actor, {
      to: `/api/audit?${searchParams}`,
      page: `/audit?${searchParams}`,
    });
    if (stepUp) return seeOther(stepUp);
    const query = readAuditQuery(parametersOf(searchParams));
    const { db } = await database();
    const timeZone = await getTimeZone();
    const t = await getTranslations("account.audit");
    return download(db, actor, async () => {
      await record(db, {
        event: "audit.exported",
        success: true,
        by: actor,
        detail: { query: auditParameters(query).toString() },
      });
      const day = dayOf(new Date(), timeZone);
      return {
        table: logFile(db, query, { t, timeZone }),
        write: (table) => csvStream(table, { bom: true, separator: "," }),
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": attachment(`log-${day}`, "csv"),
          "cache-control": "private, no-store",
        },
      };
    });
  },
);
