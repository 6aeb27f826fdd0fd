import { z } from "zod";
import { CALL_BACK_MINUTES, clockSchema, dueMoment } from "#lib/call-back/call-back.ts";
import { safePath } from "#lib/http/safe-path.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { route } from "#lib/server/api/route.ts";
import { endCallBack, promiseCallBack } from "#lib/server/call-backs/call-backs.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { terminalByAlias } from "#lib/server/look-up/look-up.ts";

const minutesSchema = z
  .enum(CALL_BACK_MINUTES.map(String))
  .transform((minutes) => ({ within: Number(minutes) }));

const inputSchema = z.union([
  z.object({ done: z.uuid(), back: z.string().optional() }),
  lookUpInputSchema.omit({ via: true, own: true }).extend({
    /** Minutes from now, or a time of the day. */
    within: minutesSchema.optional(),
    at: clockSchema.optional(),
    back: z.string().optional(),
  }),
]);

/** Promises to call a customer back about a payment, or marks a promise as kept. Staff only. */
export const POST = route(
  {
    access: "payment.look_up",
    input: inputSchema.refine((input) => "done" in input || input.within || input.at),
    afterSignIn: ({ done, back }) =>
      done === undefined
        ? { showsAgain: ["invoiceId", "terminal", "service", "within", "at", "back"] }
        : { page: safePath(back) },
  },
  async ({ input, actor }) => {
    const { db } = await database();
    const { environment, displayTimeZone: timeZone } = settings();
    if ("done" in input) {
      await endCallBack(db, { id: input.done, environment }, actor);
      return seeOther(safePath(input.back));
    }
    const { invoiceId, service, within, at = "", back } = input;
    const terminal = terminalByAlias(input.terminal)?.alias;
    const dueAt = dueMoment(within ?? { at }, { now: new Date(), timeZone });
    await promiseCallBack(db, { environment, invoiceId, service, terminal, dueAt }, actor);
    return seeOther(safePath(back));
  },
);
