import { TIMER_HEADER } from "#lib/api/client.ts";
import { AppError } from "#lib/http/errors.ts";
import { needsConfirmation } from "#lib/payment/invoice-number.ts";
import { httpStatus } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { route } from "#lib/server/api/route.ts";
import { arrivalOf, requestContext } from "#lib/server/http/request-context.ts";
import { answerTag } from "#lib/server/look-up/answer-tag.ts";
import { lookUp, terminalByAlias } from "#lib/server/look-up/look-up.ts";
import { redactFor } from "#lib/server/observations/redact.ts";

/** Asks the bank about one invoice. Staff only. */
export const GET = route(
  { access: "payment.look_up", budget: "lookUps", input: lookUpInputSchema },
  async ({ input: { invoiceId, terminal, service, via, own }, actor, arrivedAt, request }) => {
    if (needsConfirmation(invoiceId) && !own) throw new AppError("invalid_invoice_number");
    const question = { invoiceId, terminal: terminalByAlias(terminal), service };
    const byTimer = request.headers.has(TIMER_HEADER);
    const { left } = requestContext();
    const arrived = arrivalOf(request.headers);
    const asking = { actor, arrivedAt, byTimer, via, left, arrived };
    const { answer, asked, viewer } = await lookUp(question, asking);
    const shown = redactFor(viewer, answer, asked);
    return Response.json(shown, {
      status: httpStatus(answer.kind),
      headers: { "cache-control": "private, no-store", etag: answerTag(shown) },
    });
  },
);
