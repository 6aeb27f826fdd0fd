import "server-only";
import { log } from "#lib/server/log.ts";

/**
 * Makes lines of the log of what Next and React write to `console.error`: a page that failed, an
 * unhandled rejection. They print an error with its message and all fields, and so the values of a
 * statement; the log leaves those out.
 */
export function logConsoleErrors(): void {
  console.error = (...parts: unknown[]) => {
    const texts = parts.filter((part) => typeof part === "string");
    const err = parts.find((part) => part instanceof Error);
    log().error({ err }, texts.join(" ").trim() || "console");
  };
}
