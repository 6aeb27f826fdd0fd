import { z } from "zod";
import { listPath, MOST_INVOICES, parametersOf, readListQuery } from "#lib/list/query.ts";
import { parseInvoiceId } from "#lib/payment/invoice-number.ts";
import { route } from "#lib/server/api/route.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { arrivalOf, requestContext } from "#lib/server/http/request-context.ts";
import { lookUpInTurn } from "#lib/server/look-up/in-turn/look-up-in-turn.ts";

const inputSchema = z.object({
  /** The numbers, with commas; what is none is left out. */
  invoices: z.string().max(MOST_INVOICES * 65),
  /** The query string of the list that the numbers are from. */
  query: z.string().max(12_000).default(""),
});

/**
 * Asks the bank about some of a list's unknown numbers and leads back to the list: what its button does
 * without scripts. Staff only.
 */
export const POST = route(
  {
    access: "payment.look_up",
    budget: "lookUps",
    input: inputSchema,
    afterSignIn: ({ query = "" }) => ({ page: listOf(query) }),
  },
  async ({ input, actor, request }) => {
    const invoices = input.invoices.split(",").flatMap((text) => {
      const reading = parseInvoiceId(text);
      return reading.ok ? [reading.invoiceId] : [];
    });
    const arrived = arrivalOf(request.headers);
    await lookUpInTurn(invoices, { actor, left: requestContext().left, arrived });
    return seeOther(listOf(input.query));
  },
);

/** The path of a list, whatever its query string says. */
function listOf(query: string): string {
  return listPath(readListQuery(parametersOf(new URLSearchParams(query))).query);
}
