import { randomUUID } from "node:crypto";
import { z } from "zod";
import "../practice-settings.ts";
import { database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { saveLookUp } from "#lib/server/look-up/save-look-up.ts";
import { startDatabase } from "../million/database.ts";
import { timesOf } from "../million/measure.ts";
import { madePayment } from "../seen/made-payments.ts";
import { endAll, temporaryFolder } from "../servers/processes.ts";

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
const { db, close } = await database();
const row = { email: "bench@example.kz", role: "clerk", createdAt: new Date() } as const;
const [person] = await db.insert(people).values(row).returning({ id: people.id });
const personId = person?.id ?? "";

let place = 0;
async function saveNext(): Promise<number> {
  place += 1;
  const answer = {
    ...madePayment(place, 10_000_000),
    observationId: randomUUID(),
    checkedAt: new Date().toISOString(),
  };
  const begun = performance.now();
  await saveLookUp({
    observations: [{ answer, environment: "practice", askedBy: personId, byTimer: false }],
    entry: {
      event: "payment.looked_up",
      success: true,
      by: {
        personId,
        email: row.email,
        sessionHash: "0".repeat(64),
        ip: "127.0.0.1",
        userAgent: null,
        requestId: "BENCHBENCH",
      },
      resource: answer.invoiceId,
      detail: { terminal: answer.terminal, kind: answer.kind },
    },
  });
  return performance.now() - begun;
}

async function oneByOne(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done < count; done += 1) times.push(await saveNext());
  return times;
}

async function concurrently(): Promise<number> {
  const end = performance.now() + BENCH_SECONDS * 1_000;
  let saved = 0;
  const worker = async () => {
    while (performance.now() < end) {
      await saveNext();
      saved += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  return saved / BENCH_SECONDS;
}

await oneByOne(WARM_UP);
for (let round = 1; round <= BENCH_ROUNDS; round += 1) {
  const before = process.cpuUsage();
  const { p50, p95 } = timesOf(await oneByOne(ONE_BY_ONE));
  const { user, system } = process.cpuUsage(before);
  const rate = await concurrently();
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
