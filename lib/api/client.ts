import type { Service, ShownAnswer } from "#lib/payment/look-up.ts";

/** What an open page keeps of an answer: what it is asked by, when, and a tag of what it says. */
export interface KnownAnswer
  extends Pick<
    ShownAnswer,
    | "invoiceId"
    | "terminal"
    | "service"
    | "kind"
    | "class"
    | "fault"
    | "retryAt"
    | "statusName"
    | "resultCode"
    | "checkedAt"
    | "observationId"
  > {
  /** Entity tag: another one means that the answer says something else. */
  tag: string;
  /** Its age when it came to the browser, by the server's clock: the browser's may be wrong. */
  ageMilliseconds: number;
}

/**
 * The browser's only fetch. The server validates every answer against the schema, so the browser
 * does not load the schema library (15 kB); it only distinguishes an answer from another server's
 * page, such as that of a captive portal.
 */

type ApiErrorCode = "signed_out" | "too_many" | "no_connection";

/** Why there is no answer from Anyqta itself. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ApiErrorCode;
  constructor(code: ApiErrorCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** Marks requests of a timer, so that an unattended page does not extend its session. */
export const TIMER_HEADER = "x-anyqta-timer";

/** Event on the window: a request of the page was answered with 401, so the session has ended. */
export const SIGNED_OUT_EVENT = "anyqta:signed-out";

/**
 * Sends a request to our server.
 * @throws ApiError when it could not be reached, the session has ended, or a rate limit is
 * exceeded.
 */
export async function ask(address: string, init: RequestInit): Promise<Response> {
  const response = await fetch(address, init).catch((cause) => {
    throw new ApiError("no_connection", { cause });
  });
  if (response.status === 401) {
    window.dispatchEvent(new Event(SIGNED_OUT_EVENT));
    throw new ApiError("signed_out");
  }
  if (response.status === 429) throw new ApiError("too_many");
  return response;
}

/**
 * Asks the bank about one invoice, through our server.
 * @throws ApiError when our server could not be reached, or the session has ended.
 */
export async function fetchLookUp(
  question: { invoiceId: string; terminal: string | undefined; service: Service },
  { byTimer, signal }: { byTimer: boolean; signal: AbortSignal },
): Promise<KnownAnswer> {
  const { invoiceId, terminal, service } = question;
  const query = new URLSearchParams({ service, ...(terminal !== undefined && { terminal }) });
  const response = await ask(`/api/transactions/${invoiceId}?${query}`, {
    headers: byTimer ? { [TIMER_HEADER]: "1" } : {},
    signal,
  });
  // 502 and 503 also have a body: the fault.
  const body: unknown = await response.json().catch(() => null);
  if (!isAnswer(body)) throw new ApiError("no_connection");
  return { ...body, tag: response.headers.get("etag") ?? "", ageMilliseconds: 0 };
}

function isAnswer(body: unknown): body is ShownAnswer {
  return (
    typeof body === "object" &&
    body !== null &&
    "checkedAt" in body &&
    "observationId" in body &&
    "kind" in body &&
    typeof body.kind === "string"
  );
}
