import { TIMER_HEADER } from "#lib/api/client.ts";
import { AppError } from "#lib/http/errors.ts";
import { needsConfirmation } from "#lib/payment/invoice-number.ts";
import { httpStatus } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { route } from "#lib/server/api/route.ts";
import { answerTag } from "#lib/server/look-up/answer-tag.ts";
import { lookUp, terminalByAlias } from "#lib/server/look-up/look-up.ts";
import { redactFor, viewerOf } from "#lib/server/observations/redact.ts";

/** Asks the bank about one invoice. Staff only. */
export const GET = route(
  { access: "payment.look_up", budget: "lookUps", input: lookUpInputSchema },
  async ({ input: { invoiceId, terminal, service, via, own }, actor, arrivedAt, request }) => {
    if (needsConfirmation(invoiceId) && !own) throw new AppError("invalid_invoice_number");
    const question = { invoiceId, terminal: terminalByAlias(terminal), service };
    const byTimer = request.headers.has(TIMER_HEADER);
    const { answer, asked } = await lookUp(question, { actor, arrivedAt, byTimer, via });
    const shown = redactFor(await viewerOf(actor), answer, asked);
    return Response.json(shown, {
      status: httpStatus(answer.kind),
      headers: { "cache-control": "private, no-store", etag: answerTag(shown) },
    });
  },
);
