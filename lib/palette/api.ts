import { ApiError, ask } from "#lib/api/client.ts";
import type { Palette } from "./palette.ts";

/** Requests of the palette; a file of their own, because they are loaded with the palette. */

/**
 * Loads the commands of the palette for this person.
 * @throws ApiError when our server gave no such answer, or the session has ended.
 */
export async function fetchPalette(signal: AbortSignal): Promise<Palette> {
  const response = await ask("/api/palette", { signal });
  const body: unknown = await response.json().catch(() => null);
  if (!isPalette(body)) throw new ApiError("no_connection");
  return body;
}

/**
 * Stores a preference in this browser, like the forms for language and theme.
 * @throws ApiError when our server could not be reached, or refused.
 */
export async function savePreferences(choice: Record<string, string>): Promise<void> {
  const response = await ask("/api/preferences", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(choice).toString(),
    // The answer redirects to the current page.
    redirect: "manual",
  });
  if (response.type !== "opaqueredirect") throw new ApiError("no_connection");
}

function isPalette(body: unknown): body is Palette {
  return typeof body === "object" && body !== null && "groups" in body && "help" in body;
}
