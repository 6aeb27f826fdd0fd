import { writeFileSync } from "node:fs";
import { z } from "zod";
import "../practice-settings.ts";
import { tableHead, tableRows } from "../measuring/table.ts";
import { runMillion } from "../million/run.ts";
import { plansInFull, plansPage } from "../million/tables.ts";
import { fill } from "./fill.ts";
import { healthWhileSearching } from "./health.ts";
import { questionsAbout } from "./questions.ts";
import { measureWriting } from "./writing.ts";

/** `npm run bench:list`: the list of every payment, full. */

const { BENCH_PAYMENTS, BENCH_REPETITIONS, BENCH_FOLDER, BENCH_ROUNDS, BENCH_SECONDS } = z
  .object({
    BENCH_PAYMENTS: z.coerce.number().int().min(10_000).default(1_000_000),
    BENCH_REPETITIONS: z.coerce.number().int().min(10).default(60),
    BENCH_FOLDER: z.string().min(1).optional(),
    BENCH_ROUNDS: z.coerce.number().int().min(1).max(50).default(5),
    BENCH_SECONDS: z.coerce.number().min(0.5).max(60).default(3),
  })
  .parse(process.env);

/** The slowest hundredth of the pages and counts may take so long. */
const MOST_MILLISECONDS = 200;

await runMillion({
  table: "payments",
  all: BENCH_PAYMENTS,
  repetitions: BENCH_REPETITIONS,
  folder: BENCH_FOLDER,
  fill,
  questions: questionsAbout(BENCH_PAYMENTS),
  measureWriting,
  columns: ["p50", "p95", "p99"],
  verdict: {
    title: `p99 < ${MOST_MILLISECONDS}`,
    holds: ({ p99 }) => p99 < MOST_MILLISECONDS,
  },
  async more({ url }) {
    const goal = healthWhileSearching(url, BENCH_PAYMENTS);
    const measured = await goal.run({ rounds: BENCH_ROUNDS, seconds: BENCH_SECONDS, requests: 0 });
    console.log(`\n${tableHead()}\n${tableRows(goal, measured).join("\n")}`);
  },
  keepPlans(answered) {
    writeFileSync("bench/list/plans.md", plansPage(answered));
    writeFileSync("bench/list/plans.txt", plansInFull(answered));
  },
});
