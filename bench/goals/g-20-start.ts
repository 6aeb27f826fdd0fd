import { setTimeout as pause } from "node:timers/promises";
import { Agent } from "undici";
import { atMost } from "../measuring/bound.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import { ask, lookUps, minimalHandler, newInvoice, type Server } from "../measuring/load.ts";
import { signIn, startAgain, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";
import { spawnMinimalNext } from "../servers/minimal-next.ts";

const BETWEEN_TRIES_MS = 10;
const PATIENCE_MS = 60_000;

/** From the start of the process until it answers a look-up of somebody signed in. */
export const start = defineGoal({
  id: "G-20",
  quantities: {
    firstAnswer: {
      what: "start to first look-up answered, known database, ms",
      baseline: "minimal app",
      comparison: "ratio",
      digits: 0,
      must: atMost(1.5),
      aim: atMost(1.2),
    },
  },
  async run({ rounds }) {
    const bank = await startBank();
    // The first start makes the database and the people; whoever signed in stays so.
    const demo = await startDemo(bank.origin);
    const by = { origin: demo.origin, cookie: await signIn(demo.origin) };
    await demo.stop();
    const ours = series(async () => {
      const begun = performance.now();
      const application = startAgain(demo.settings);
      await firstAnswer(lookUps(by));
      const milliseconds = performance.now() - begun;
      await application.stop();
      return milliseconds;
    });
    await (await spawnMinimalNext(bank.origin)).stop();
    const least = series(async () => {
      const begun = performance.now();
      const minimal = await spawnMinimalNext(bank.origin);
      await firstAnswer(minimalHandler(minimal.origin));
      const milliseconds = performance.now() - begun;
      await minimal.stop();
      return milliseconds;
    });
    await takeTurns(rounds, [ours, least]);
    return { firstAnswer: { ours: ours.results, baseline: least.results } };
  },
});

async function firstAnswer(server: Server): Promise<void> {
  const agent = new Agent();
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await ask(agent, server, newInvoice());
      break;
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(BETWEEN_TRIES_MS);
    }
  }
  await agent.close();
}
