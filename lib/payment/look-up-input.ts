import { z } from "zod";
import { parseInvoiceId } from "./invoice-number.ts";
import { serviceSchema } from "./look-up.ts";
import { CAUSES } from "./not-found.ts";

/** The input of a look-up from path, query or form. */
export const lookUpInputSchema = z.object({
  invoiceId: z.string().transform((typed, context) => {
    const parsed = parseInvoiceId(typed);
    if (parsed.ok) return parsed.invoiceId;
    context.addIssue({ code: "custom", message: "invalid_invoice_number" });
    return z.NEVER;
  }),
  terminal: z.string().max(64, "unknown_terminal").optional(),
  service: serviceSchema.default("payment"),
  /** A person said that a number which looks like a card's is the shop's own. */
  own: z.literal("1").optional().catch(undefined),
  /** Set by links that are offered when the bank did not know a number. */
  via: z.enum(CAUSES).optional().catch(undefined),
});
