import pg from "pg";
import { z } from "zod";
import { openEngine } from "#lib/server/db/engine/engine.ts";

/**
 * A process that uses the embedded engine of the folder that is named, for tests of several: it says
 * "ready", runs the statements that it is sent and answers each, and leaves when it is told to close.
 */
const [dataDir = "", onLoopback] = process.argv.slice(2);
const say = (message: unknown) => process.send?.(message);
const requestSchema = z.union([
  z.object({ sql: z.string() }),
  z.object({ close: z.literal(true) }),
]);

try {
  const engine = await openEngine(dataDir, {
    mayCreate: true,
    onLoopback: onLoopback === "loopback",
    onEvent: (event, error) => say({ event, error: error instanceof Error ? error.message : "" }),
  });
  const pool = new pg.Pool(engine.connection);
  pool.on("error", () => {});
  process.on("message", async (message) => {
    const request = requestSchema.parse(message);
    if ("close" in request) {
      await pool.end();
      await engine.close();
      process.disconnect();
      return;
    }
    await pool.query(request.sql).then(
      ({ rows }) => say({ rows }),
      (error) => say({ failed: String(error) }),
    );
  });
  say("ready");
} catch (error) {
  say({ refused: error instanceof Error ? error.message : String(error) });
  process.disconnect();
}
