import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import { serviceSchema } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { route } from "#lib/server/api/route.ts";
import { isProofFresh, proofPath } from "#lib/server/auth/step-up.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { flashIn } from "#lib/server/http/flash.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { terminalByAlias } from "#lib/server/look-up/look-up.ts";
import { draftShare } from "#lib/server/shares/draft.ts";
import { tokenOf } from "#lib/server/shares/form-token.ts";
import { createShare } from "#lib/server/shares/links.ts";
import { previewPath, shareChoiceSchema, sharePath, withQuery } from "#lib/share/share.ts";

const inputSchema = lookUpInputSchema.omit({ via: true }).extend({
  terminal: z.string().max(64, "unknown_terminal"),
  service: serviceSchema,
  /** Names the form; see `share-form.ts`. */
  form: z.string().max(200),
  /** What the preview showed. */
  observation: z.uuid(),
  ...shareChoiceSchema.shape,
});

/**
 * Makes a link for an outsider to what the preview showed, and nothing newer; a form that is sent
 * twice makes one. Supervisors and admins, and only with a fresh proof.
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
    if (!isProofFresh(actor)) return seeOther(proofPath(preview));
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
    const flash = flashIn(`/transactions/${payment.invoiceId}/share`, {
      what: "share",
      owner: actor.personId,
      url,
    });
    return seeOther(withQuery(sharePath(payment), { made: "1" }), [flash]);
  },
);
