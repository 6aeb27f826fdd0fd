import { z } from "zod";
import { personalFieldSchema, revealReasonSchema } from "#lib/payment/facts/personal.ts";
import { REASON_TEXT } from "#lib/payment/facts/reason-text.ts";
import { serviceSchema, transactionPath } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { route } from "#lib/server/api/route.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { reveal } from "#lib/server/observations/reveal.ts";

const noteSchema = z.string().trim().max(REASON_TEXT.most).optional();
const inputSchema = lookUpInputSchema
  .extend({
    service: serviceSchema,
    field: personalFieldSchema,
    reason: revealReasonSchema,
    note: noteSchema,
  })
  .refine(({ reason, note = "" }) => reason !== "other" || note.length >= REASON_TEXT.least);

/** Reveals one hidden field to this session; the audit log records the reason. Staff only. */
export const POST = route(
  {
    access: "payment.reveal",
    input: inputSchema,
    afterSignIn: { showsAgain: ["invoiceId", "terminal", "service", "field", "reason", "note"] },
  },
  async ({ input: { field, reason, note, ...question }, actor }) => {
    const { invoiceId } = question;
    await reveal({ invoiceId, field, reason, note: reason === "other" ? note : undefined }, actor);
    return seeOther(transactionPath(question));
  },
);
