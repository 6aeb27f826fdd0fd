import "server-only";
import { contextOf, type InList, type ListContext } from "#lib/list/context.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { type ListedPayment, paymentsOf } from "./queries.ts";

/** The payment that is open, as its address names it. */
interface Opened {
  question: { invoiceId: string };
  terminal: string | undefined;
}

/** The position of a payment on its page of the list; null if it is not on that page. */
export async function placeInList(
  context: ListContext,
  { question: { invoiceId }, terminal }: Opened,
): Promise<InList | null> {
  const { db } = await database();
  const payments = await paymentsOf(db, context.ids, "looked");
  const here = payments.findIndex(
    ({ answer }) =>
      answer.invoiceId === invoiceId && (terminal === undefined || answer.terminal === terminal),
  );
  if (here === -1) return null;
  const pathOf = (payment: ListedPayment | undefined) =>
    payment ? pathWithin(payment, context) : null;
  return {
    back: `/transactions${context.query && `?${context.query}`}#row-${payments[here]?.id}`,
    previous: pathOf(payments[here - 1]),
    next: pathOf(payments[here + 1]),
    place: here + 1,
    total: payments.length,
  };
}

/** The path of a payment's page with its list; without the terminal if there is only one. */
export function pathWithin(
  { answer }: Pick<ListedPayment, "answer">,
  context: ListContext,
): string {
  const { invoiceId, terminal, service } = answer;
  const several = settings().epay.terminals.length > 1;
  return transactionPath({
    invoiceId,
    terminal: several ? terminal : undefined,
    service,
    list: contextOf(context),
  });
}
