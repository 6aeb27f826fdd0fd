import { z } from "zod";
import "../practice-settings.ts";
import { database } from "#lib/server/db/client.ts";
import { lookUpSaver, saveFor } from "./save-one.ts";

/** A process of `two-processes.ts`: saves look-ups whenever it is told to, and answers how many. */

const orderSchema = z.object({ seconds: z.number(), concurrent: z.number() });

const save = await lookUpSaver(`bench-${process.pid}@example.kz`);
process.on("message", async (message) => {
  const { seconds, concurrent } = orderSchema.parse(message);
  const before = process.cpuUsage();
  const saved = await saveFor(seconds, { save, concurrent });
  const { user, system } = process.cpuUsage(before);
  process.send?.({ saved, processorMilliseconds: (user + system) / 1_000 });
});
process.once("disconnect", async () => {
  await (await database()).close();
  process.exit();
});
process.send?.("ready");
