import { ask, TIMER_HEADER } from "./client.ts";

/**
 * Numbers of seen payments that begin or end like this. Posted, so that what is being typed stands
 * in no address; none when our server could not be reached.
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
