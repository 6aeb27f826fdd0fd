import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { z } from "zod";
import { limitVariables } from "#lib/server/config/rate-limits.ts";
import { fill } from "../list/fill.ts";
import { atMost } from "../measuring/bound.ts";
import { defineGoal, type Quantity, series, takeTurns } from "../measuring/goal.ts";
import { newInvoice } from "../measuring/load.ts";
import type { Samples } from "../measuring/statistics.ts";
import { quantiles } from "../measuring/statistics.ts";
import { openDatabaseIn } from "../million/database.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";
import { endLater, temporaryFolder } from "../servers/processes.ts";
import { ATTACKS } from "./fairness/attacks.ts";

/** Payments in the list. */
const PAYMENTS = 20_000;
/** Longer than any observation is old: the demo must not remove what it is asked about. */
const RETENTION_DAYS = "3650";
const BANK_MILLISECONDS = 20;
/** Between two requests of the others, who read what they see. */
const READING_MILLISECONDS = 200;
/** Until an attack has begun, and until what it left is done. */
const LEAD_MILLISECONDS = 500;
const CALM_MILLISECONDS = 1_500;

/** What the others meet. */
interface Met {
  pageP50: number;
  pageP99: number;
  listP50: number;
  listP99: number;
}
const MET = {
  pageP50: "a payment's page, p50",
  pageP99: "a payment's page, p99",
  listP50: "the list, p50",
  listP99: "the list, p99",
} as const satisfies Record<keyof Met, string>;

const quantity = (what: string): Quantity => ({
  what,
  baseline: "nobody does",
  comparison: "ratio",
  digits: 0,
  must: atMost(2),
  aim: atMost(1.3),
});

const CHOSEN = process.env.BENCH_ATTACKS?.split(",");
const attacks = Object.entries(ATTACKS).filter(([name]) => CHOSEN?.includes(name) ?? true);

/** What others meet while one person or one address asks for all it can get. */
export const fairness = defineGoal({
  id: "G-21",
  quantities: Object.fromEntries(
    attacks.flatMap(([name, { what }]) =>
      Object.entries(MET).map(([key, met]) => [`${name}.${key}`, quantity(`${what}: ${met}, ms`)]),
    ),
  ),
  async run({ rounds, seconds }) {
    const bank = await startBank({ answerMs: BANK_MILLISECONDS });
    const { origin } = await startDemo(bank.origin, {
      ...defaultLimits(),
      ...(await filledDatabase()),
      RETENTION_DAYS,
      TRUSTED_PROXIES: "1",
    });
    const others = { pages: await signIn(origin), list: await signIn(origin, "admin") };
    const target = { origin, cookie: await signIn(origin, "supervisor") };
    const read = () => readersMeet({ origin, others, seconds });
    await read();
    const samples: Record<string, Samples> = {};
    for (const [name, { begin }] of attacks) {
      const quiet = series(async () => {
        await pause(CALM_MILLISECONDS);
        return read();
      });
      const attacked = series(async () => {
        const end = await begin(target);
        await pause(LEAD_MILLISECONDS);
        const met = await read();
        await end();
        return met;
      });
      await takeTurns(rounds, [quiet, attacked]);
      for (const key of ["pageP50", "pageP99", "listP50", "listP99"] as const) {
        samples[`${name}.${key}`] = {
          ours: attacked.results.map((met) => met[key]),
          baseline: quiet.results.map((met) => met[key]),
        };
      }
    }
    return samples;
  },
});

/** The limits of a shop: the demo's are higher. */
function defaultLimits(): Record<string, string> {
  const { TRUSTED_PROXIES: _, ...limits } = z.object(limitVariables).parse({});
  return Object.fromEntries(Object.entries(limits).map(([name, most]) => [name, String(most)]));
}

async function filledDatabase(): Promise<Record<string, string>> {
  const database = await openDatabaseIn(temporaryFolder());
  endLater(() => database.close());
  await fill(database, PAYMENTS);
  return { DATABASE_URL: database.url, DATA_DIR: "" };
}

/** One reads payments' pages and one the list, over connections of their own. */
async function readersMeet({
  origin,
  others,
  seconds,
}: {
  origin: string;
  others: { pages: string; list: string };
  seconds: number;
}): Promise<Met> {
  const pool = new Pool(origin, { connections: 2, pipelining: 1 });
  const until = performance.now() + seconds * 1_000;
  const timesOf = async (cookie: string, path: () => string) => {
    const headers = { cookie, "x-forwarded-for": "198.51.100.1" };
    const times: number[] = [];
    while (performance.now() < until) {
      const begun = performance.now();
      const answer = await pool.request({ method: "GET", path: path(), headers });
      await answer.body.text();
      times.push(performance.now() - begun);
      if (answer.statusCode !== 200) throw new Error(`the others got ${answer.statusCode}`);
      await pause(READING_MILLISECONDS);
    }
    return quantiles(times);
  };
  const [page, list] = await Promise.all([
    timesOf(others.pages, () => `/transactions/${newInvoice()}`),
    timesOf(others.list, () => "/transactions"),
  ]);
  await pool.close();
  return { pageP50: page.p50, pageP99: page.p99, listP50: list.p50, listP99: list.p99 };
}
