import { blockReasonSchema } from "#lib/payment/facts/personal.ts";
import { serviceSchema, transactionPath } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { route } from "#lib/server/api/route.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { terminalByAlias } from "#lib/server/look-up/look-up.ts";
import { blockPayer } from "#lib/server/observations/payer-blocks.ts";

const inputSchema = lookUpInputSchema.omit({ via: true }).extend({
  terminal: lookUpInputSchema.shape.terminal.unwrap(),
  service: serviceSchema,
  reason: blockReasonSchema,
});

/** Blocks the data of a payment's payer at their request. Supervisors and administrators. */
export const POST = route(
  {
    access: "payer.block",
    input: inputSchema,
    afterSignIn: { showsAgain: ["invoiceId", "terminal", "service", "reason"] },
  },
  async ({ input: { reason, ...question }, actor }) => {
    const { db } = await database();
    const { environment } = settings();
    const terminal = terminalByAlias(question.terminal).alias;
    await blockPayer(db, { subject: { ...question, environment, terminal }, reason, actor });
    return seeOther(transactionPath(question));
  },
);
