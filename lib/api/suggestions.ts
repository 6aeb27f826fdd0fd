import { ask, TIMER_HEADER } from "./client.ts";

/**
 * Invoice numbers of stored payments that begin or end with the text. Posts the text, so that it is
 * in no URL. Empty if our server could not be reached.
 */
export async function fetchSuggestions(part: string, signal: AbortSignal): Promise<string[]> {
  const response = await ask("/api/suggestions", {
    method: "POST",
    body: new URLSearchParams({ part }),
    headers: { "content-type": "application/x-www-form-urlencoded", [TIMER_HEADER]: "1" },
    signal,
  });
  const body: unknown = response.ok ? await response.json() : [];
  return Array.isArray(body) ? body.filter((one) => typeof one === "string") : [];
}
