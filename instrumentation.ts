/** Runs once, before the first request: no half-started server ever answers. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("#lib/server/boot/start.ts");
  await start();
}
