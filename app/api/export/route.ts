import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { parametersOf } from "#lib/list/query.ts";
import { attachment } from "#lib/server/api/attachment.ts";
import { download } from "#lib/server/api/download.ts";
import { route } from "#lib/server/api/route.ts";
import { record } from "#lib/server/audit/record.ts";
import { stepUpPathForFile } from "#lib/server/auth/step-up.ts";
import { database } from "#lib/server/db/client.ts";
import { csvStream } from "#lib/server/export/csv.ts";
import { xlsxStream } from "#lib/server/export/xlsx.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { viewerOf } from "#lib/server/observations/redact.ts";
import { listFile } from "#lib/server/payment-list/file-table.ts";
import { describe, readListing } from "#lib/server/payment-list/list-page.ts";
import { noteMiss, permittedSearch } from "#lib/server/payment-list/personal-search.ts";
import { dayOf } from "#lib/time/zone.ts";

const inputSchema = z.object({
  format: z.enum(["csv", "xlsx"]),
  separator: z.enum([",", ";"]).default(","),
  bom: z.literal("1").optional(),
});

/** All payments that match the list's query, as a file. Staff only, after step-up. */
export const GET = route(
  {
    access: "payment.export",
    budget: "exports",
    input: inputSchema,
    afterSignIn: { asksAgain: [] },
  },
  async ({ input: { format, separator, bom }, actor, request }) => {
    const { searchParams } = new URL(request.url);
    const stepUp = stepUpPathForFile(actor, {
      to: `/api/export?${searchParams}`,
      page: `/transactions?${searchParams}`,
    });
    if (stepUp) return seeOther(stepUp);
    const given = parametersOf(searchParams);
    const viewer = await viewerOf(actor);
    const { db } = await database();
    const { listing, searched } = await permittedSearch(db, readListing(given, viewer), actor);
    const t = await getTranslations();
    return download(db, actor, async () => {
      const { table, count } = await listFile(db, { listing, actor, viewer, t });
      await record(db, {
        event: "payments.exported",
        success: true,
        by: actor,
        detail: { ...describe(listing.query, searched), format, rows: count },
      });
      if (count === 0) await noteMiss(db, listing, actor);
      const day = dayOf(new Date(), table.timeZone);
      return {
        table,
        write: (whole) =>
          format === "csv" ? csvStream(whole, { bom: bom === "1", separator }) : xlsxStream(whole),
        headers: {
          "content-type": TYPE[format],
          "content-disposition": attachment(`payments-${day}`, format),
          "cache-control": "private, no-store",
        },
      };
    });
  },
);

const TYPE = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;
