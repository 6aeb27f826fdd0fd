import { writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import "../practice-settings.ts";
import { endAll, temporaryFolder } from "../processes.ts";
import { machine } from "../table.ts";
import { type Engine, openPglite, openPostgres } from "./engines.ts";
import { type Filled, fill } from "./fill.ts";
import { type Answered, faultOf, measure } from "./measure.ts";
import { questionsAbout } from "./questions.ts";
import { plansInFull, plansPage, printFilled, printTimes } from "./tables.ts";
import { measureWriting, type Writing } from "./writing.ts";

/** `npm run bench:seen`: the list of everything seen, full, on both engines. */

const { BENCH_PAYMENTS, BENCH_REPETITIONS, BENCH_FOLDER } = z
  .object({
    BENCH_PAYMENTS: z.coerce.number().int().min(10_000).default(1_000_000),
    BENCH_REPETITIONS: z.coerce.number().int().min(10).default(60),
    /** Keeps the databases there, so that the next run need not fill them. */
    BENCH_FOLDER: z.string().min(1).optional(),
  })
  .parse(process.env);

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
  const filled = new Map<string, Filled>();
  for (const open of [openPglite, openPostgres]) {
    const folder = BENCH_FOLDER ? path.resolve(BENCH_FOLDER, open.name) : temporaryFolder();
    const engine = await open(folder);
    opened.push(engine);
    filled.set(engine.name, await fill(engine, BENCH_PAYMENTS));
    console.error(`${engine.name} is full`);
  }
  for (const question of questionsAbout(BENCH_PAYMENTS)) {
    for (const engine of opened) answered.push(await measure(engine, question, BENCH_REPETITIONS));
  }
  for (const engine of opened) {
    const what = { all: BENCH_PAYMENTS, repetitions: BENCH_REPETITIONS };
    written.push(...(await measureWriting(engine, what)));
  }
  printTimes(
    [...answered, ...written.map(({ what, ...rest }) => ({ question: what, ...rest }))],
    ["p50", "p95", "max"],
  );
  printFilled(filled);
  console.log(`\n${BENCH_PAYMENTS} payments, ${BENCH_REPETITIONS} times each; ${machine()}`);
  writeFileSync("bench/seen/plans.md", plansPage(answered));
  writeFileSync("bench/seen/plans.txt", plansInFull(answered));
  judge(answered);
}

function judge(answered: readonly Answered[]): void {
  for (const { question, engine, plans } of answered) {
    for (const plan of plans) {
      const fault = faultOf(plan, "payments", BENCH_PAYMENTS);
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
