import { writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import "../practice-settings.ts";
import { endAll, temporaryFolder } from "../processes.ts";
import { type Engine, openPglite, openPostgres } from "../seen/engines.ts";
import type { Filled } from "../seen/fill.ts";
import { type Answered, faultOf, measure } from "../seen/measure.ts";
import { plansInFull, printFilled, printTimes } from "../seen/tables.ts";
import type { Writing } from "../seen/writing.ts";
import { machine } from "../table.ts";
import { type Long, measureLong, printLong } from "./files.ts";
import { fill } from "./fill.ts";
import { questionsAbout } from "./questions.ts";
import { measureWriting } from "./writing.ts";

/** `npm run bench:audit`: the log, full, on both engines. */

const { BENCH_ROWS, BENCH_REPETITIONS, BENCH_FOLDER } = z
  .object({
    BENCH_ROWS: z.coerce.number().int().min(10_000).default(1_000_000),
    BENCH_REPETITIONS: z.coerce.number().int().min(10).default(60),
    /** Keeps the databases there, so that the next run need not fill them. */
    BENCH_FOLDER: z.string().min(1).optional(),
  })
  .parse(process.env);

/** The slowest hundredth of a filtered page may take so long (P-41). */
const MOST_MILLISECONDS = 200;

const opened: Engine[] = [];
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void end().then(() => process.exit(1)));
}
try {
  await run();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await end();
}
process.exit();

async function run(): Promise<void> {
  const answered: Answered[] = [];
  const written: Writing[] = [];
  const long: Long[] = [];
  const filled = new Map<string, Filled>();
  for (const open of [openPglite, openPostgres]) {
    const folder = BENCH_FOLDER ? path.resolve(BENCH_FOLDER, open.name) : temporaryFolder();
    const engine = await open(folder);
    opened.push(engine);
    filled.set(engine.name, await fill(engine, BENCH_ROWS));
    console.error(`${engine.name} is full`);
  }
  for (const question of questionsAbout(BENCH_ROWS)) {
    for (const engine of opened) answered.push(await measure(engine, question, BENCH_REPETITIONS));
  }
  for (const engine of opened) {
    const what = { all: BENCH_ROWS, repetitions: BENCH_REPETITIONS };
    written.push(...(await measureWriting(engine, what)));
    long.push(...(await measureLong(engine, BENCH_ROWS)));
  }
  printTimes(
    [...answered, ...written.map(({ what, ...rest }) => ({ question: what, ...rest }))],
    ["p50", "p95", "p99"],
    {
      title: `p99 < ${MOST_MILLISECONDS}`,
      holds: ({ p99 }) => p99 < MOST_MILLISECONDS,
    },
  );
  printLong(long);
  printFilled(filled);
  console.log(`\n${BENCH_ROWS} rows, ${BENCH_REPETITIONS} times each; ${machine()}`);
  writeFileSync("bench/audit/plans.txt", plansInFull(answered));
  judge(answered);
}

/** The times are the machine's; that no plan passes over much of the log is ours. */
function judge(answered: readonly Answered[]): void {
  for (const { question, engine, plans } of answered) {
    for (const plan of plans) {
      const fault = faultOf(plan, "audit", BENCH_ROWS);
      if (fault === null) continue;
      console.error(`${engine}: ${question}: ${fault}\n${plan}`);
      process.exitCode = 1;
    }
  }
}

async function end(): Promise<void> {
  for (const engine of opened.splice(0)) await engine.close();
  await endAll();
}
