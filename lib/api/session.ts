import type { SessionTime } from "#lib/account/session-times.ts";
import { ApiError, ask, TIMER_HEADER } from "./client.ts";

/**
 * How long this browser's session still lives. Asked by a timer it is only read; asked by a person it
 * is made longer, as by any request of theirs.
 * @throws ApiError signed_out when it has ended; no_connection
 */
export async function fetchSessionTime({ byTimer }: { byTimer: boolean }): Promise<SessionTime> {
  const response = await ask("/api/session", { headers: byTimer ? { [TIMER_HEADER]: "1" } : {} });
  const body: unknown = await response.json().catch(() => null);
  if (!isSessionTime(body)) throw new ApiError("no_connection");
  return body;
}

function isSessionTime(body: unknown): body is SessionTime {
  return typeof body === "object" && body !== null && "secondsLeft" in body && "email" in body;
}
