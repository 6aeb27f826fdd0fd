import { randomUUID } from "node:crypto";
import "./practice-settings.ts";
import { settings } from "#lib/server/config/settings.ts";
import { openDatabase } from "#lib/server/db/client.ts";
import { addCounts } from "#lib/server/http/budgets/stored-counts.ts";
import { makeLimits } from "#lib/server/http/rate-limit.ts";
import { startDatabase } from "./million/database.ts";
import { timesOf } from "./million/measure.ts";
import { endAll, temporaryFolder } from "./servers/processes.ts";

/**
 * `node --conditions=react-server bench/shared-limits.ts`: what counting a request costs in memory,
 * nearly and exactly shared, and how many requests two processes let through of a budget
 * of one hundred. Both processes are played by one, with a pool of connections each.
 */

const TIMES = 2_000;
const LIMIT = 100;
const ROUNDS = 5;

const postgres = await startDatabase(temporaryFolder());
const opened = [await openDatabase(postgres), await openDatabase(postgres)] as const;
const limits = { ...settings().limits, signIns: LIMIT, lookUps: LIMIT };
const [one, other] = opened.map(({ db }) => {
  const made = makeLimits(limits);
  return { ...made, send: made.share((added) => addCounts(db, added)) };
});
if (!one || !other) throw new Error("two processes are wanted");

const alone = makeLimits(limits);
console.log("counted in memory only:", await cost((key) => alone.take("lookUps", key)));
console.log("nearly shared:", await cost((key) => one.take("lookUps", key)));
const begun = performance.now();
await one.send();
console.log(`${TIMES} keys sent at once: ${(performance.now() - begun).toFixed(1)} ms`);
console.log("exactly shared:", await cost((key) => one.take("signIns", key)));
for (const budget of ["lookUps", "signIns"] as const) {
  const burst: number[] = [];
  const steady: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    burst.push(await letThrough(budget, { at: "once" }));
    steady.push(await letThrough(budget, { at: "ten a moment" }));
  }
  console.log(`${budget}, ${4 * LIMIT} asked of ${LIMIT}: at once ${burst}, by and by ${steady}`);
}
await Promise.all(opened.map(({ close }) => close()));
await postgres.stop();
await endAll();
process.exit();

/** Each time another key, one after another. */
async function cost(take: (key: string) => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let done = 0; done < TIMES; done += 1) {
    const start = performance.now();
    await take(randomUUID());
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  const { p50, p95 } = timesOf(times);
  const processor = (user + system) / 1_000 / TIMES;
  return `p50 ${p50.toFixed(3)} ms, p95 ${p95.toFixed(3)} ms, processor ${processor.toFixed(3)} ms`;
}

/** One person asks both processes, all at once or ten every ten milliseconds. */
async function letThrough(
  budget: "lookUps" | "signIns",
  { at }: { at: "once" | "ten a moment" },
): Promise<number> {
  const key = randomUUID();
  const asked: Promise<number | null>[] = [];
  for (let place = 0; place < 4 * LIMIT; place += 1) {
    const process = place % 2 ? one : other;
    if (process) asked.push(process.take(budget, key));
    if (at !== "once" && place % 10 === 9) await new Promise((next) => setTimeout(next, 10));
  }
  return (await Promise.all(asked)).filter((wait) => wait === null).length;
}
