import { Pool } from "undici";
import { atMost } from "../measuring/bound.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import { quantiles } from "../measuring/statistics.ts";
import { chanceOf } from "../million/chance.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { madePayment } from "./made-payments.ts";
import { TERMINALS } from "./world.ts";

/** People who search at once. */
const SEARCHERS = 4;
/** Longer than any observation is old: the demo must not remove what it is asked about. */
const RETENTION_DAYS = "3650";

/** Readiness probes of a process whose staff search a list of so many payments at the database. */
export const healthWhileSearching = (url: string, all: number) =>
  defineGoal({
    id: "health",
    quantities: {
      probe: {
        what: `p99 of health while ${SEARCHERS} people search ${all} payments, ms`,
        baseline: "nobody searches",
        comparison: "value",
        digits: 1,
        must: atMost(20),
        aim: atMost(10),
      },
    },
    async run({ rounds, seconds }) {
      const { origin } = await startDemo(NO_BANK, {
        DATABASE_URL: url,
        DATA_DIR: "",
        RETENTION_DAYS,
      });
      const cookie = await signIn(origin);
      const pool = new Pool(origin, { connections: SEARCHERS + 1 });
      const get = async (path: string) => {
        const begun = performance.now();
        const answer = await pool.request({ path, method: "GET", headers: { cookie } });
        await answer.body.text();
        if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
        return performance.now() - begun;
      };
      const searches = searchesIn(all);
      const probes = async (searchers: number) => {
        const until = performance.now() + seconds * 1000;
        const times: number[] = [];
        const probe = async () => {
          while (performance.now() < until) times.push(await get("/api/health"));
        };
        const search = async () => {
          while (performance.now() < until) await get(searches());
        };
        await Promise.all([probe(), ...Array.from({ length: searchers }, search)]);
        return quantiles(times).p99;
      };
      await probes(SEARCHERS);
      const busy = series(() => probes(SEARCHERS));
      const calm = series(() => probes(0));
      await takeTurns(rounds, [busy, calm]);
      await pool.close();
      return { probe: { ours: busy.results, baseline: calm.results } };
    },
  });
const NO_BANK = "http://127.0.0.1:9";

/** Addresses of the list, the slowest kinds of it among them, about something else each time. */
function searchesIn(all: number): () => string {
  const chance = chanceOf(7);
  return () => {
    const min = 1_000 * (1 + chance.below(200));
    return chance.pick([
      `/transactions?q=${madePayment(chance.below(all), all).invoiceId}`,
      `/transactions?terminal=${TERMINALS[2]}`,
      "/transactions?state=failed&sort=amount",
      `/transactions?min=${min}&max=${min + 5_000}`,
    ]);
  };
}
