import { writeFileSync } from "node:fs";
import { z } from "zod";
import "../practice-settings.ts";
import { runMillion } from "../million/run.ts";
import { plansInFull } from "../million/tables.ts";
import { measureLong, printLong } from "./files.ts";
import { fill } from "./fill.ts";
import { questionsAbout } from "./questions.ts";
import { measureWriting } from "./writing.ts";

/** `npm run bench:audit`: the log, full. */

const { BENCH_ROWS, BENCH_REPETITIONS, BENCH_FOLDER } = z
  .object({
    BENCH_ROWS: z.coerce.number().int().min(10_000).default(1_000_000),
    BENCH_REPETITIONS: z.coerce.number().int().min(10).default(60),
    BENCH_FOLDER: z.string().min(1).optional(),
  })
  .parse(process.env);

/** The slowest hundredth of a filtered page may take so long (P-41). */
const MOST_MILLISECONDS = 200;

await runMillion({
  table: "audit",
  all: BENCH_ROWS,
  repetitions: BENCH_REPETITIONS,
  folder: BENCH_FOLDER,
  fill,
  questions: questionsAbout(BENCH_ROWS),
  measureWriting,
  columns: ["p50", "p95", "p99"],
  verdict: {
    title: `p99 < ${MOST_MILLISECONDS}`,
    holds: ({ p99 }) => p99 < MOST_MILLISECONDS,
  },
  more: async (database) => printLong(await measureLong(database, BENCH_ROWS)),
  keepPlans: (answered) => writeFileSync("bench/audit/plans.txt", plansInFull(answered)),
});
