import type { Reply } from "./replies.ts";

/** The bank's two status services; each has an envelope of its own. */
export type Service = "payment" | "p2p";

/** The reply as JSON text of this service. Keys that are `undefined` are left out. */
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
