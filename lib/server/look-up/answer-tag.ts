import { createHash } from "node:crypto";
import type { ShownAnswer } from "#lib/payment/look-up.ts";

/**
 * A weak entity tag (RFC 9110 8.8.3) of what an answer says: the same for two answers that differ
 * only in when, how and of which terminals they were got. So an open page learns of a change without
 * having the answer itself.
 */
export function answerTag(answer: ShownAnswer): string {
  const { checkedAt, bankMilliseconds, observationId, asked, ...said } = answer;
  const hash = createHash("sha256").update(JSON.stringify(said)).digest("base64url");
  return `W/"${hash.slice(0, 22)}"`;
}
