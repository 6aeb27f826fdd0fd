import path from "node:path";
import { endAll, temporaryFolder } from "../processes.ts";
import { machine } from "../table.ts";
import { type Engine, type Filled, openPglite, openPostgres } from "./engines.ts";
import { type Answered, faultOf, measure } from "./measure.ts";
import type { Question } from "./question.ts";
import { printFilled, printTimes } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** A full table and what it is asked. */
export interface Bench {
  /** The table that no question may read from end to end. */
  table: string;
  /** How many rows of it. */
  all: number;
  repetitions: number;
  /** Keeps the databases there, so that the next run need not fill them. */
  folder: string | undefined;
  fill(engine: Engine, all: number): Promise<Filled>;
  questions: readonly Question[];
  measureWriting(
    engine: Engine,
    about: { all: number; repetitions: number },
  ): Promise<readonly Writing[]>;
  /** Columns of the table of times, and one more that judges them. */
  columns: Parameters<typeof printTimes>[1];
  verdict?: Parameters<typeof printTimes>[2];
  /** Whatever else there is to do with the full databases, and to print under the times. */
  more?(engines: readonly Engine[]): Promise<void>;
  /** Writes the plans down. */
  keepPlans(answered: readonly Answered[]): void;
}

/**
 * Fills both engines, asks them in turn, prints, and ends the process: with an error when a plan goes
 * through much of the table. The times are the machine's, the plans are ours.
 */
export async function runOnBoth(bench: Bench): Promise<never> {
  const opened: Engine[] = [];
  const end = async () => {
    for (const engine of opened.splice(0)) await engine.close();
    await endAll();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void end().then(() => process.exit(1)));
  }
  try {
    await measureAll(bench, opened);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    await end();
  }
  process.exit();
}

async function measureAll(bench: Bench, opened: Engine[]): Promise<void> {
  const { all, repetitions, folder } = bench;
  const filled = new Map<string, Filled>();
  for (const open of [openPglite, openPostgres]) {
    const engine = await open(folder ? path.resolve(folder, open.name) : temporaryFolder());
    opened.push(engine);
    filled.set(engine.name, await bench.fill(engine, all));
    console.error(`${engine.name} is full`);
  }
  const answered: Answered[] = [];
  for (const question of bench.questions) {
    for (const engine of opened) answered.push(await measure(engine, question, repetitions));
  }
  const written: Writing[] = [];
  for (const engine of opened) {
    written.push(...(await bench.measureWriting(engine, { all, repetitions })));
  }
  const timed = written.map(({ what, ...rest }) => ({ question: what, ...rest }));
  printTimes([...answered, ...timed], bench.columns, bench.verdict);
  await bench.more?.(opened);
  printFilled(filled);
  console.log(`\n${all} rows of ${bench.table}, ${repetitions} times each; ${machine()}`);
  bench.keepPlans(answered);
  judge(bench, answered);
}

function judge({ table, all }: Bench, answered: readonly Answered[]): void {
  for (const { question, engine, plans } of answered) {
    for (const plan of plans) {
      const fault = faultOf(plan, table, all);
      if (fault === null) continue;
      console.error(`${engine}: ${question}: ${fault}\n${plan}`);
      process.exitCode = 1;
    }
  }
}
