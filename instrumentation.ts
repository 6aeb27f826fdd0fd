import type { Instrumentation } from "next";

/** Set once the server has started; not imported here, because Next loads this file elsewhere too. */
let noteFailure: ((error: unknown) => void) | undefined;

/**
 * Runs once before Next handles the first request, so that no request meets a half-started server.
 */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { notePageFailure } = await import("#lib/server/http/guard/failed-page.ts");
  noteFailure = notePageFailure;
  const { start } = await import("#lib/server/boot/start.ts");
  await start();
}

/** Notes an error in rendering a page, at once: the guard answers with a page of ours. */
export const onRequestError: Instrumentation.onRequestError = (error) => noteFailure?.(error);
