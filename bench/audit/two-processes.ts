import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { spread } from "../measuring/statistics.ts";
import { startDatabase } from "../million/database.ts";
import { endAll, keep, temporaryFolder } from "../servers/processes.ts";

/**
 * `node --conditions=react-server bench/audit/two-processes.ts`: how many look-ups one process saves a
 * second, and how many two processes on the same PostgreSQL save together, each with as many under
 * way, in turn; and how much of that time a process waits for the head of the audit chain.
 * `BENCH_DATABASE_URL` names an empty database to use; without it one is started, without fsync.
 */

const { BENCH_SECONDS, BENCH_ROUNDS, BENCH_DATABASE_URL } = z
  .object({
    BENCH_SECONDS: z.coerce.number().positive().default(3),
    BENCH_ROUNDS: z.coerce.number().int().positive().default(5),
    BENCH_DATABASE_URL: z.url().optional(),
  })
  .parse(process.env);
/** Look-ups under way at each process. */
const CONCURRENT = [16, 64];
const SAMPLE_MILLISECONDS = 20;

const resultSchema = z.object({ saved: z.number(), processorMilliseconds: z.number() });
const sampleSchema = z.object({ rows: z.tuple([z.object({ waiting: z.number() })]) });

interface Measured {
  /** Look-ups saved a second. */
  rate: number;
  /** The processor's time of our processes for one look-up, in milliseconds. */
  processor: number;
  /** The part of the time in which somebody waited for a row's lock. */
  waiting: number;
}

const postgres = BENCH_DATABASE_URL ? null : await startDatabase(temporaryFolder());
const url = BENCH_DATABASE_URL ?? postgres?.url ?? "";
const watcher = new pg.Client({ connectionString: url });
await watcher.connect();
try {
  const savers = [await startSaver(), await startSaver()] as const;
  await measure(savers, 32);
  for (const concurrent of CONCURRENT) await compare(savers, concurrent);
} finally {
  await watcher.end();
  await endAll();
  await postgres?.stop();
}
process.exit();

async function startSaver(): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, "saving-process.ts");
  const child = fork(file, { env: { ...process.env, DATABASE_URL: url } });
  keep(child);
  await once(child, "message");
  return child;
}

async function compare(
  [first, second]: readonly [ChildProcess, ChildProcess],
  concurrent: number,
): Promise<void> {
  const one: Measured[] = [];
  const two: Measured[] = [];
  for (let round = 0; round < BENCH_ROUNDS; round += 1) {
    one.push(await measure([round % 2 ? second : first], concurrent));
    two.push(await measure([first, second], concurrent));
  }
  const ratios = two.map(({ rate }, round) => rate / (one[round]?.rate ?? Number.NaN));
  console.log(`${concurrent} under way at each: two processes ${spread(ratios, 2)} x one`);
  for (const [name, measured] of Object.entries({ one, two })) {
    const of = (key: keyof Measured) => measured.map((each) => each[key]);
    console.log(
      `  ${name}: ${spread(of("rate"), 0)} a second, ${spread(of("processor"), 2)} ms of our processor each, somebody waits for a lock ${spread(of("waiting"), 2)} of the time`,
    );
  }
}

async function measure(savers: readonly ChildProcess[], concurrent: number): Promise<Measured> {
  const ended = Promise.all(savers.map((saver) => save(saver, concurrent)));
  let hasEnded = false;
  ended.finally(() => {
    hasEnded = true;
  });
  const samples: number[] = [];
  while (!hasEnded) {
    samples.push(await waitingNow());
    await new Promise((next) => setTimeout(next, SAMPLE_MILLISECONDS));
  }
  const results = await ended;
  const saved = results.reduce((sum, one) => sum + one.saved, 0);
  const processor = results.reduce((sum, one) => sum + one.processorMilliseconds, 0);
  const waiting = samples.filter((count) => count > 0).length / samples.length;
  return { rate: saved / BENCH_SECONDS, processor: processor / saved, waiting };
}

async function save(saver: ChildProcess, concurrent: number) {
  const answer = once(saver, "message");
  saver.send({ seconds: BENCH_SECONDS, concurrent });
  const [result] = await answer;
  return resultSchema.parse(result);
}

/** The sessions that wait for a row or a transaction at this moment. */
async function waitingNow(): Promise<number> {
  const found = await watcher.query(
    "select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock'",
  );
  return sampleSchema.parse(found).rows[0].waiting;
}
