import type { Reply } from "./replies.ts";

/** The two status services of the bank; each wraps its answers in an envelope of its own. */
export type Service = "payment" | "p2p";

/** The reply as the JSON text of a service; keys that are `undefined` are left out. */
export function envelope(service: Service, reply: Reply): string {
  if (service === "payment") {
    const { resultCode, resultMessage, transaction } = reply;
    return JSON.stringify({ resultCode, resultMessage, transaction });
  }
  return JSON.stringify({
    result: { code: reply.resultCode, message: reply.resultMessage },
    transaction: { p2p: reply.transaction },
  });
}
