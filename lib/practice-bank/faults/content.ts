import type { Reply } from "../answers/replies.ts";
import type { ContentFault } from "./names.ts";

const OTHER_INVOICE = "10000999";

/** A well-formed reply with impossible content. */
export function corruptContent(fault: ContentFault, reply: Reply): Reply {
  const { resultCode, resultMessage = null } = reply;
  const head = { resultCode, resultMessage };
  const one = reply.transaction ?? {};
  switch (fault) {
    case "transaction-null":
      return { ...head, transaction: null };
    case "transaction-empty":
      return { ...head, transaction: {} };
    case "transaction-absent":
      return head;
    case "status-missing":
      return { ...head, transaction: { ...one, statusName: undefined } };
    case "other-invoice":
      return {
        ...head,
        transaction: { ...one, invoiceID: OTHER_INVOICE, description: `order ${OTHER_INVOICE}` },
      };
    case "numeric-invoice":
      return { ...head, transaction: { ...one, invoiceID: Number(one.invoiceID) } };
  }
}
