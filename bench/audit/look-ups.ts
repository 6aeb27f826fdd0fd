import { z } from "zod";
import "../practice-settings.ts";
import { database } from "#lib/server/db/client.ts";
import { startDatabase } from "../million/database.ts";
import { timesOf } from "../million/measure.ts";
import { endAll, temporaryFolder } from "../servers/processes.ts";
import { lookUpSaver, saveFor } from "./save-one.ts";

/**
 * `node --conditions=react-server bench/audit/look-ups.ts`: how long saving one look-up
 * takes, and how many are saved a second when fifty are always under way.
 */

const ONE_BY_ONE = 1_000;
const WARM_UP = 300;
const CONCURRENT = 50;
const { BENCH_SECONDS, BENCH_ROUNDS } = z
  .object({
    BENCH_SECONDS: z.coerce.number().positive().default(3),
    BENCH_ROUNDS: z.coerce.number().int().positive().default(5),
  })
  .parse(process.env);

const postgres = await startDatabase(temporaryFolder());
Object.assign(process.env, { DATABASE_URL: postgres.url });
const { close } = await database();
const save = await lookUpSaver("bench@example.kz");

async function oneByOne(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const begun = performance.now();
    await save();
    times.push(performance.now() - begun);
  }
  return times;
}

await oneByOne(WARM_UP);
for (let round = 1; round <= BENCH_ROUNDS; round += 1) {
  const before = process.cpuUsage();
  const { p50, p95 } = timesOf(await oneByOne(ONE_BY_ONE));
  const { user, system } = process.cpuUsage(before);
  const rate = (await saveFor(BENCH_SECONDS, { save, concurrent: CONCURRENT })) / BENCH_SECONDS;
  // The processor's time of this process does not depend on what else the machine is busy with.
  const processor = (user + system) / 1_000 / ONE_BY_ONE;
  console.log(
    `one at a time p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, processor ${processor.toFixed(2)} ms; ${CONCURRENT} at once ${rate.toFixed(0)} a second`,
  );
}
await close();
await postgres.stop();
await endAll();
process.exit();
