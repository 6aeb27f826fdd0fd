import type { Instrumentation } from "next";

/**
 * Runs once before Next handles the first request, so that no request meets a half-started server.
 */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("#lib/server/boot/start.ts");
  await start();
}

/** Logs an error in rendering a page, with the request's reference that the error page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("#lib/server/log.ts");
  log().error({ err: error }, "page failed");
};
