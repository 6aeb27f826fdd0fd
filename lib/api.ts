import { type Service, type ShownAnswer, shownAnswerSchema, TIMER_HEADER } from "./look-up.ts";

/** The browser's only fetch. */

/** Why Anyqta itself gave no answer. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: "signed_out" | "no_connection";
  constructor(code: "signed_out" | "no_connection", options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/**
 * Asks the bank about one invoice, through our server.
 * @throws ApiError when our server could not be reached, or the session has ended.
 */
export async function fetchLookUp(
  question: { invoiceId: string; terminal: string; service: Service },
  { byTimer, signal }: { byTimer: boolean; signal: AbortSignal },
): Promise<ShownAnswer> {
  const { invoiceId, ...query } = question;
  const response = await fetch(`/api/transactions/${invoiceId}?${new URLSearchParams(query)}`, {
    headers: byTimer ? { [TIMER_HEADER]: "1" } : {},
    signal,
  }).catch((cause) => {
    throw new ApiError("no_connection", { cause });
  });
  if (response.status === 401) throw new ApiError("signed_out");
  // A bank that does not answer is an answer of ours too (502, 503): the body says which.
  const answer = shownAnswerSchema.safeParse(await response.json().catch(() => null));
  if (!answer.success) throw new ApiError("no_connection", { cause: answer.error });
  return answer.data;
}
