import { Pool } from "undici";
import { atMost } from "../measuring/bound.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import { newInvoice } from "../measuring/load.ts";
import { askNaively } from "../measuring/naive-client.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";

const QUESTIONS = 300;
const CONNECTIONS = 50;

/** How much a bank that is down gets to hear: 503 to every question. */
export const bankOutage = defineGoal({
  id: "G-12",
  quantities: {
    calls: {
      what: "bank outage: calls sent for each question",
      baseline: "client with 3 retries",
      comparison: "value",
      digits: 2,
      must: atMost(1.1),
      aim: atMost(0.1),
    },
  },
  async run({ rounds }) {
    const bank = await startBank({ isDown: true });
    const { origin } = await startDemo(bank.origin);
    const cookie = await signIn(origin);
    const product = new Pool(origin, { connections: CONNECTIONS });
    const direct = new Pool(bank.origin, { connections: CONNECTIONS });
    const sentFor = async (ask: (invoice: string) => Promise<number>) => {
      const before = (await bank.calls()).status;
      let left = QUESTIONS;
      const worker = async () => {
        while (left > 0) {
          left -= 1;
          const status = await ask(newInvoice());
          if (status < 500) throw new Error(`answered ${status} while the bank is down`);
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, worker));
      return ((await bank.calls()).status - before) / QUESTIONS;
    };
    const ours = series(() =>
      sentFor(async (invoice) => {
        const path = `/api/transactions/${invoice}`;
        const answer = await product.request({ path, method: "GET", headers: { cookie } });
        await answer.body.dump();
        return answer.statusCode;
      }),
    );
    const naive = series(() => sentFor((invoice) => askNaively(direct, invoice)));
    await takeTurns(rounds, [ours, naive]);
    await Promise.all([product.close(), direct.close()]);
    return { calls: { ours: ours.results, baseline: naive.results } };
  },
});
