import type { OpenDatabase, Statement } from "./database.ts";
import { chanceFor, type Question } from "./question.ts";

/** Times of one question, in milliseconds. */
export interface Times {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export interface Answered {
  question: string;
  times: Times;
  /** How PostgreSQL goes about each statement of it. */
  plans: readonly string[];
}

/** Asks so many times, each about something else, after some that are not counted. */
export async function measure(
  database: OpenDatabase,
  question: Question,
  repetitions: number,
): Promise<Answered> {
  const chance = chanceFor(question.name);
  const times: number[] = [];
  const statements = new Map<string, Statement>();
  for (let done = -WARM_UP; done < repetitions; done += 1) {
    database.takeStatements();
    const begun = performance.now();
    await question.ask(database.db, chance);
    if (done >= 0) times.push(performance.now() - begun);
    for (const statement of database.takeStatements()) {
      statements.set(statement.text, statement);
    }
  }
  const plans: string[] = [];
  for (const statement of statements.values()) plans.push(await planOf(database, statement));
  return { question: question.name, times: timesOf(times), plans };
}
const WARM_UP = 5;

export function timesOf(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

async function planOf(database: OpenDatabase, { text, values }: Statement): Promise<string> {
  const explain = "explain (analyze, buffers, costs off, timing off, summary off)";
  const rows = await database.query({ text: `${explain} ${text}`, values });
  return rows.map((row) => String(row["QUERY PLAN"])).join("\n");
}

/** What is wrong with a plan: it reads the table from end to end, or passes over much of it. */
export function faultOf(plan: string, table: string, all: number): string | null {
  if (new RegExp(`Seq Scan on ${table}\\b`).test(plan)) return "reads the whole table";
  const passed = [...plan.matchAll(/Rows Removed by [\w ]+: (\d+)/g)].map(([, rows]) =>
    Number(rows),
  );
  return Math.max(0, ...passed) > all / MOST_PASSED ? "passes over much of the table" : null;
}
/** A plan may pass over the tenth part of all. */
const MOST_PASSED = 10;
