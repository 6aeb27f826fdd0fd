import { personalFieldSchema, revealReasonSchema } from "#lib/payment/facts/personal.ts";
import { serviceSchema, transactionPath } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { route } from "#lib/server/api/route.ts";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { revealKey, revealTo } from "#lib/server/people/sessions.ts";

const inputSchema = lookUpInputSchema.extend({
  service: serviceSchema,
  field: personalFieldSchema,
  reason: revealReasonSchema,
});

/** Reveals one hidden field to this session; the audit log records the reason. Staff only. */
export const POST = route(
  {
    access: "payment.reveal",
    input: inputSchema,
    afterSignIn: { showsAgain: ["invoiceId", "terminal", "service", "field", "reason"] },
  },
  async ({ input: { field, reason, ...question }, actor }) => {
    const { db } = await database();
    await db.transaction(async (tx) => {
      await revealTo(tx, actor.sessionHash, revealKey(question.invoiceId, field));
      await record(tx, {
        event: "payment.revealed",
        success: true,
        by: actor,
        resource: question.invoiceId,
        detail: { field, reason },
      });
    });
    return seeOther(transactionPath(question));
  },
);
