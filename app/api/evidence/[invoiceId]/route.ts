import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import { localeSchema } from "#lib/i18n/locale.ts";
import { type Episode, timelineOf } from "#lib/payment/facts/timeline.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { attachment } from "#lib/server/api/attachment.ts";
import { route } from "#lib/server/api/route.ts";
import { record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { evidenceSheet, SHEETS } from "#lib/server/evidence/pdf.ts";
import { lastKnown, lookUpHistory, terminalByAlias } from "#lib/server/look-up/look-up.ts";
import { withoutPersonal } from "#lib/server/observations/redact.ts";

const inputSchema = lookUpInputSchema.extend({
  language: localeSchema,
  /** For whom it is: without a word the sheet that may be handed to the customer. */
  for: z.enum(SHEETS).default("customer"),
});

/** The evidence sheet of the last observation; does not ask the bank. Staff only. */
export const GET = route(
  {
    access: "payment.export",
    budget: "exports",
    input: inputSchema,
    afterSignIn: { asksAgain: [] },
  },
  async ({ input: { invoiceId, terminal, service, language, for: kind }, actor }) => {
    const question = { invoiceId, terminal: terminalByAlias(terminal), service };
    const known = await lastKnown(question);
    if (!known) throw new AppError("not_found");
    // The sheet leaves the shop, so it has no personal data in any role's hands.
    const answer = withoutPersonal(known);
    const { app, displayTimeZone, environment, shop } = settings();
    const sheet = await evidenceSheet(answer, {
      kind,
      shop,
      locale: language,
      timeZone: displayTimeZone,
      url: new URL(transactionPath({ invoiceId, terminal, service }), app.url).href,
      madeBy: actor.email,
      madeAt: new Date(),
      environment,
      steps: stepsOf(timelineOf(await lookUpHistory(question), withoutPersonal)),
    });
    // Recorded after the sheet is made and before it is sent.
    const { db } = await database();
    await record(db, {
      event: "payment.exported",
      success: true,
      by: actor,
      resource: invoiceId,
      detail: { observation: answer.observationId, format: "pdf", for: kind },
    });
    return new Response(new Uint8Array(sheet), {
      headers: {
        "content-type": "application/pdf",
        // Letters, digits, - and _ only: neither quoting nor encoding is needed (RFC 6266).
        "content-disposition": attachment(
          `payment-${invoiceId}${kind === "internal" ? "-internal" : ""}-${language}`,
          "pdf",
        ),
        "cache-control": "private, no-store",
      },
    });
  },
);

/** The statuses that the bank reported, oldest first; an answer without one is no step. */
function stepsOf(episodes: readonly Episode[]) {
  return episodes
    .filter(({ answer }) => answer.class !== "no_answer")
    .map(({ answer, firstCheckedAt }) => ({ answer, at: firstCheckedAt }))
    .reverse();
}
