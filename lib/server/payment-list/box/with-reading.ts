import type { PasteChange } from "#lib/paste/paste.ts";

/** Adds to a payment's path how its number was found in the text, so that the page can say so. */
export function withReading(path: string, changes: readonly PasteChange[]): string {
  if (changes.length === 0) return path;
  return `${path}${path.includes("?") ? "&" : "?"}read=${changes.join(",")}`;
}
