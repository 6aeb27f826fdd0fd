import { AppError } from "#lib/errors.ts";
import { localeSchema } from "#lib/i18n/locale.ts";
import { transactionPath } from "#lib/look-up.ts";
import { lookUpInputSchema } from "#lib/look-up-input.ts";
import { record } from "#lib/server/audit.ts";
import { database } from "#lib/server/db/client.ts";
import { evidenceSheet } from "#lib/server/evidence.ts";
import { lastKnown, terminalByAlias } from "#lib/server/look-up.ts";
import { route } from "#lib/server/route.ts";
import { settings } from "#lib/server/settings.ts";

const inputSchema = lookUpInputSchema.extend({ language: localeSchema });

/** The last observation as a sheet of A4; asks no bank. Staff only. */
export const GET = route(
  { access: "payment.export", input: inputSchema },
  async ({ input: { invoiceId, terminal, service, language }, actor }) => {
    const question = { invoiceId, terminal: terminalByAlias(terminal), service };
    const answer = await lastKnown(question);
    if (!answer?.payment) throw new AppError("not_found");
    const { db } = await database();
    await record(db, {
      event: "payment.exported",
      success: true,
      by: actor,
      resource: invoiceId,
      detail: { format: "pdf", observation: answer.observationId },
    });
    const sheet = await evidenceSheet(answer, {
      locale: language,
      timeZone: settings().displayTimeZone,
      url: new URL(transactionPath({ invoiceId, terminal, service }), settings().app.url).href,
      madeBy: actor.email,
    });
    return new Response(new Uint8Array(sheet), {
      headers: {
        "content-type": "application/pdf",
        // An allow-listed invoice number needs no quoting (RFC 6266).
        "content-disposition": `attachment; filename="payment-${invoiceId}-${language}.pdf"`,
        "cache-control": "private, no-store",
      },
    });
  },
);
