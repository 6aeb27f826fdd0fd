import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import { serviceSchema } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { route } from "#lib/server/api/route.ts";
import { isStepUpRecent, stepUpPath } from "#lib/server/auth/step-up.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { flashCookie } from "#lib/server/http/flash.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { terminalByAlias } from "#lib/server/look-up/look-up.ts";
import { draftShare } from "#lib/server/shares/draft.ts";
import { tokenOf } from "#lib/server/shares/form-token.ts";
import { createShare } from "#lib/server/shares/links.ts";
import { previewPath, shareChoiceSchema, sharePath, withQuery } from "#lib/share/share.ts";

const inputSchema = lookUpInputSchema.omit({ via: true }).extend({
  terminal: z.string().max(64, "unknown_terminal"),
  service: serviceSchema,
  /** Id of the form; see `form-token.ts`. */
  form: z.string().max(200),
  /** The observation in the preview. */
  observation: z.uuid(),
  ...shareChoiceSchema.shape,
});

/**
 * Makes a share link with the content of the preview and nothing newer; a form that is submitted
 * twice makes one link. Supervisors and administrators, after step-up.
 */
export const POST = route(
  {
    access: "share.manage",
    input: inputSchema,
    afterSignIn(fields) {
      const { data } = inputSchema.safeParse(fields);
      return { page: data ? previewPath(data, data) : "/shares" };
    },
  },
  async ({ input: { form, observation, fields, language, hours, views, ...payment }, actor }) => {
    const choice = { fields, language, hours, views };
    const preview = previewPath(payment, choice);
    if (!isStepUpRecent(actor)) return seeOther(stepUpPath(preview));
    const token = tokenOf(form, actor.personId);
    if (token === null) throw new AppError("invalid_input");
    const terminal = terminalByAlias(payment.terminal);
    const draft = await draftShare({ ...payment, terminal }, fields);
    if (draft?.answer.observationId !== observation) {
      return seeOther(withQuery(preview, { problem: "changed" }));
    }
    const { db } = await database();
    const { environment, app } = settings();
    const isMade = await createShare(db, { token, actor, environment, choice, ...draft });
    if (!isMade) return seeOther(withQuery(preview, { problem: "used" }));
    const url = new URL(`/s/${token}`, app.url).href;
    const flash = flashCookie(`/transactions/${payment.invoiceId}/share`, {
      what: "share",
      owner: actor.personId,
      url,
    });
    return seeOther(withQuery(sharePath(payment), { language, made: "1" }), [flash]);
  },
);
