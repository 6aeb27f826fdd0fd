import path from "node:path";
import { machine } from "../measuring/table.ts";
import { endAll, temporaryFolder } from "../servers/processes.ts";
import { type Filled, type OpenDatabase, openDatabaseIn } from "./database.ts";
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
  /** Keeps the database there, so that the next run need not fill it. */
  folder: string | undefined;
  fill(database: OpenDatabase, all: number): Promise<Filled>;
  questions: readonly Question[];
  measureWriting(
    database: OpenDatabase,
    about: { all: number; repetitions: number },
  ): Promise<readonly Writing[]>;
  /** Columns of the table of times, and one more that judges them. */
  columns: Parameters<typeof printTimes>[1];
  verdict?: Parameters<typeof printTimes>[2];
  /** Whatever else there is to do with the full database, and to print under the times. */
  more?(database: OpenDatabase): Promise<void>;
  /** Writes the plans down. */
  keepPlans(answered: readonly Answered[]): void;
}

/**
 * Fills a database, asks it, prints, and ends the process: with an error when a plan goes through
 * much of the table. The times are the machine's, the plans are ours.
 */
export async function runMillion(bench: Bench): Promise<never> {
  const opened: OpenDatabase[] = [];
  const end = async () => {
    for (const database of opened.splice(0)) await database.close();
    await endAll();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void end().then(() => process.exit(1)));
  }
  try {
    const database = await openDatabaseIn(
      bench.folder ? path.resolve(bench.folder) : temporaryFolder(),
    );
    opened.push(database);
    await measureAll(bench, database);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    await end();
  }
  process.exit();
}

async function measureAll(bench: Bench, database: OpenDatabase): Promise<void> {
  const { all, repetitions } = bench;
  const filled = await bench.fill(database, all);
  console.error("the database is full");
  const answered: Answered[] = [];
  for (const question of bench.questions) {
    answered.push(await measure(database, question, repetitions));
  }
  const written = await bench.measureWriting(database, { all, repetitions });
  const timed = written.map(({ what, times }) => ({ question: what, times }));
  printTimes([...answered, ...timed], bench.columns, bench.verdict);
  await bench.more?.(database);
  printFilled(filled);
  console.log(`\n${all} rows of ${bench.table}, ${repetitions} times each; ${machine()}`);
  bench.keepPlans(answered);
  judge(bench, answered);
}

function judge({ table, all }: Bench, answered: readonly Answered[]): void {
  for (const { question, plans } of answered) {
    for (const plan of plans) {
      const fault = faultOf(plan, table, all);
      if (fault === null) continue;
      console.error(`${question}: ${fault}\n${plan}`);
      process.exitCode = 1;
    }
  }
}
