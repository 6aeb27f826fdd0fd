import { ApiError, ask } from "#lib/api/client.ts";
import type { Palette } from "./palette.ts";

/** What the palette asks of our server; apart from api.ts, since it is loaded with the palette. */

/**
 * What the palette offers this person.
 * @throws ApiError when our server gave no such answer, or the session has ended.
 */
export async function fetchPalette(signal: AbortSignal): Promise<Palette> {
  const response = await ask("/api/palette", { signal });
  const body: unknown = await response.json().catch(() => null);
  if (!isPalette(body)) throw new ApiError("no_connection");
  return body;
}

/**
 * Remembers a choice in this browser, as the forms of language and theme do.
 * @throws ApiError when our server could not be reached, or refused.
 */
export async function savePreferences(choice: Record<string, string>): Promise<void> {
  const response = await ask("/api/preferences", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(choice).toString(),
    // The answer leads to a page that we already show.
    redirect: "manual",
  });
  if (response.type !== "opaqueredirect") throw new ApiError("no_connection");
}

function isPalette(body: unknown): body is Palette {
  return typeof body === "object" && body !== null && "groups" in body && "help" in body;
}
