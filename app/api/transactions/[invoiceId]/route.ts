import { TIMER_HEADER } from "#lib/api/client.ts";
import { httpStatus } from "#lib/payment/look-up.ts";
import { lookUpInputSchema } from "#lib/payment/look-up-input.ts";
import { route } from "#lib/server/api/route.ts";
import { arrivalOf } from "#lib/server/http/request-context.ts";
import { answerTag } from "#lib/server/look-up/answer-tag.ts";
import { lookUp, terminalByAlias } from "#lib/server/look-up/look-up.ts";
import { redactFor, viewerOf } from "#lib/server/observations/redact.ts";

/** Asks the bank about one invoice. Staff only. */
export const GET = route(
  { access: "payment.look_up", budget: "lookUps", input: lookUpInputSchema },
  async ({ input: { invoiceId, terminal, service, via }, actor, arrivedAt, request }) => {
    const question = { invoiceId, terminal: terminalByAlias(terminal), service };
    const byTimer = request.headers.has(TIMER_HEADER);
    const arrived = arrivalOf(request.headers);
    const { answer, asked } = await lookUp(question, { actor, arrivedAt, byTimer, via, arrived });
    const shown = redactFor(await viewerOf(actor), answer, asked);
    return Response.json(shown, {
      status: httpStatus(answer.kind),
      headers: { "cache-control": "private, no-store", etag: answerTag(shown) },
    });
  },
);
