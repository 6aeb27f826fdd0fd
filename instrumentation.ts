import type { Instrumentation } from "next";

/** Runs once, before Next handles the first request: no half-started server ever answers. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("#lib/server/boot/start.ts");
  await start();
}

/** Logs what failed while a page was made, under the request's reference that the error page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("#lib/server/log.ts");
  log().error({ err: error }, "page failed");
};
