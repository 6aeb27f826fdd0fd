import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { atMost } from "../measuring/bound.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import { newInvoice } from "../measuring/load.ts";
import { quantiles } from "../measuring/statistics.ts";
import { steadyRate } from "../measuring/steady-rate.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";

const LOOK_UPS_A_SECOND = 20;
const HEALTHY_MILLISECONDS = 50;
const SLOW_MILLISECONDS = 30_000;
/** Until questions have piled up, and as long with a healthy bank. */
const LEAD_MILLISECONDS = 2_000;

const page = (what: string) =>
  ({
    what: `bank slowed to 30 s: p99 of ${what}, ms`,
    baseline: "healthy bank",
    comparison: "ratio",
    digits: 1,
    must: atMost(2),
    aim: atMost(1.2),
  }) as const;

interface Times {
  signIn: number;
  audit: number;
  health: number;
}

/** What needs no bank, while twenty people a second ask one that does not answer. */
export const slowBank = defineGoal({
  id: "G-13",
  quantities: { signIn: page("sign-in page"), audit: page("audit log"), health: page("health") },
  async run({ rounds, seconds }) {
    const bank = await startBank({ answerMs: HEALTHY_MILLISECONDS });
    const { origin } = await startDemo(bank.origin);
    const clerk = await signIn(origin);
    const auditor = await signIn(origin, "auditor");
    const clerks = new Pool(origin, { connections: 500 });
    const reader = new Pool(origin, { connections: 1 });
    const get = async (pool: Pool, path: string, cookie = "") => {
      const begun = performance.now();
      const answer = await pool.request({ path, method: "GET", headers: { cookie } });
      await answer.body.dump({ limit: MOST_BYTES });
      return { status: answer.statusCode, milliseconds: performance.now() - begun };
    };
    const timeOf = async (path: string, cookie = "") => {
      const { status, milliseconds } = await get(reader, path, cookie);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      return milliseconds;
    };
    const read = async (): Promise<Times> => {
      const seen = { signIn: [] as number[], audit: [] as number[], health: [] as number[] };
      const until = performance.now() + seconds * 1000;
      while (performance.now() < until) {
        seen.signIn.push(await timeOf("/sign-in?callbackUrl=%2F"));
        seen.audit.push(await timeOf("/audit", auditor));
        seen.health.push(await timeOf("/api/health"));
      }
      return {
        signIn: quantiles(seen.signIn).p99,
        audit: quantiles(seen.audit).p99,
        health: quantiles(seen.health).p99,
      };
    };
    const readWhile = (answerMs: number) =>
      series(async () => {
        await bank.behave({ answerMs });
        const lookUps = steadyRate(LOOK_UPS_A_SECOND, () =>
          get(clerks, `/api/transactions/${newInvoice()}`, clerk),
        );
        await pause(LEAD_MILLISECONDS);
        const times = await read();
        // The bank answers what is due, so that nothing reaches into the next round.
        await bank.behave({ answerMs: HEALTHY_MILLISECONDS });
        await lookUps.stop();
        return times;
      });
    await read();
    const slow = readWhile(SLOW_MILLISECONDS);
    const healthy = readWhile(HEALTHY_MILLISECONDS);
    await takeTurns(rounds, [slow, healthy]);
    await Promise.all([clerks.close(), reader.close()]);
    const both = (name: keyof Times) => ({
      ours: slow.results.map((times) => times[name]),
      baseline: healthy.results.map((times) => times[name]),
    });
    return { signIn: both("signIn"), audit: both("audit"), health: both("health") };
  },
});
const MOST_BYTES = 10_000_000;
