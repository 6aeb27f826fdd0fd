import { httpStatus, lookUpAnswerSchema } from "#lib/look-up.ts";
import { lookUpInputSchema } from "#lib/look-up-input.ts";
import { lookUp, terminalByAlias } from "#lib/server/look-up.ts";
import { route } from "#lib/server/route.ts";

/** Asks the bank about one invoice. Staff only. */
export const GET = route(
  { access: "payment.look_up", input: lookUpInputSchema },
  async ({ input: { invoiceId, terminal, service }, actor, arrivedAt }) => {
    const question = { invoiceId, terminal: terminalByAlias(terminal), service };
    const answer = await lookUp(question, { actor, arrivedAt });
    return Response.json(lookUpAnswerSchema.parse(answer), {
      status: httpStatus(answer.kind),
      headers: { "cache-control": "private, no-store" },
    });
  },
);
