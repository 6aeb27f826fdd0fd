import { z } from "zod";
import { signIn, startDemo } from "./application.ts";
import { herdRows } from "./herds.ts";
import { passingOn, product } from "./load.ts";
import { startMinimalNext } from "./minimal-next.ts";
import { endAll, startProgram } from "./processes.ts";
import { scriptRows } from "./scripts.ts";
import { speedRows } from "./speed.ts";
import { machine, printTable, type Row } from "./table.ts";

/** `npm run bench`: ours beside baselines, in interleaved rounds, medians in one table. */

const LONGEST_RUN_MILLISECONDS = 6 * 60_000;

const { BENCH_ROUNDS: rounds, BENCH_SECONDS: seconds } = z
  .object({
    BENCH_ROUNDS: z.coerce.number().int().min(1).default(5),
    BENCH_SECONDS: z.coerce.number().min(0.5).default(3),
  })
  .parse(process.env);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void endAll().then(() => process.exit(1)));
}
try {
  const rows = await Promise.race([measure(), tooLong()]);
  printTable(rows);
  console.log(`\n${rounds} rounds of ${seconds} s; ${machine()}`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await endAll();
}
process.exit();

async function measure(): Promise<Row[]> {
  const bank = await startProgram("bench/instant-bank.ts");
  const bare = await startProgram("bench/bare-server.ts", [bank]);
  const minimal = await startMinimalNext(bank);
  const origin = await startDemo(bank);
  const cookie = await signIn(origin);
  const servers = {
    bank,
    ours: product(origin, cookie),
    bare: passingOn(bare, "/"),
    next: passingOn(minimal, "/api/"),
  };
  const speed = await speedRows(servers, { rounds, seconds });
  const scripts = await scriptRows({ origin, cookie, minimal });
  await endAll();
  return [...speed, ...scripts, ...(await herdRows(rounds))];
}

function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(reject, LONGEST_RUN_MILLISECONDS, new Error("the run took too long")).unref();
  });
}
