import { z } from "zod";
import { GOALS } from "./goals/all.ts";
import { chosen } from "./goals/chosen.ts";
import type { Goal } from "./measuring/goal.ts";
import { failedRow, machine, tableHead, tableRows } from "./measuring/table.ts";
import { endAll } from "./servers/processes.ts";

/**
 * `npm run bench`: ours beside baselines, in interleaved rounds, medians in one table. With ids
 * (`npm run bench -- G-04 G-11`) only these goals. Ends with 1 when a goal could not be measured; a goal
 * that is missed is a result.
 */

const extent = z
  .object({
    BENCH_ROUNDS: z.coerce.number().int().min(1).max(50).default(5),
    BENCH_SECONDS: z.coerce.number().min(0.5).max(60).default(3),
    BENCH_REQUESTS: z.coerce.number().int().min(100).max(1_000_000).default(2_000),
    BENCH_MINUTES: z.coerce.number().min(1).max(600).default(5),
  })
  .transform((env) => ({
    rounds: env.BENCH_ROUNDS,
    seconds: env.BENCH_SECONDS,
    requests: env.BENCH_REQUESTS,
    minutes: env.BENCH_MINUTES,
  }))
  .parse(process.env);

const goals = chosen(GOALS, process.argv.slice(2));
if ("unknown" in goals) {
  console.error(`No goal ${goals.unknown}; there are ${GOALS.map(({ id }) => id).join(", ")}.`);
  process.exit(2);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void endAll().then(() => process.exit(1)));
}
console.log(`${machine()}\n`);
console.log(tableHead());
for (const goal of goals.goals) console.log((await rowsOf(goal)).join("\n"));
console.log(
  `\n${extent.rounds} rounds of ${extent.seconds} s, ${extent.requests} requests for memory; ${machine()}`,
);
process.exit();

async function rowsOf(goal: Goal): Promise<string[]> {
  const begun = performance.now();
  const limit = new AbortController();
  const measured = goal.run(extent);
  try {
    return tableRows(goal, await Promise.race([measured, tooLong(limit.signal)]));
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    return [failedRow(goal.id, error)];
  } finally {
    limit.abort();
    await endAll();
    // One that took too long fails now that its servers are gone; it may have started another.
    await measured.catch(() => {});
    await endAll();
    console.error(`${goal.id}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
}

/** Rejects after the most minutes that a goal may take. */
function tooLong(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const why = new Error(`took more than ${extent.minutes} minutes`);
    const timer = setTimeout(reject, extent.minutes * 60_000, why);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}
