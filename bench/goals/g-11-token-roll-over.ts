import { atMost } from "../measuring/bound.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import { load, lookUps } from "../measuring/load.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";

const CONNECTIONS = 10;
const BANK_MILLISECONDS = 20;
/** The bank refuses a token after that; a round of three seconds sees it replaced about twice. */
const TOKEN_SECONDS = 2;
const TOKEN_MILLISECONDS = 200;

/** Tokens that end while many ask; an answer that is not the right one ends the run. */
export const tokenRollOver = defineGoal({
  id: "G-11",
  quantities: {
    slowest: {
      what: `tokens of ${TOKEN_SECONDS} s: look-up p99, ms, ${CONNECTIONS} connections`,
      baseline: "a token of two hours",
      comparison: "ratio",
      digits: 1,
      must: atMost(1.2),
      aim: atMost(1.05),
    },
  },
  async run({ rounds, seconds }) {
    const start = async (tokenSeconds: number) => {
      const tokenMs = TOKEN_MILLISECONDS;
      const bank = await startBank({ answerMs: BANK_MILLISECONDS, tokenMs, tokenSeconds });
      const { origin } = await startDemo(bank.origin);
      return { bank, server: lookUps({ origin, cookie: await signIn(origin) }) };
    };
    const rolling = await start(TOKEN_SECONDS);
    const steady = await start(TWO_HOURS);
    // Each round begins with some questions that are not timed: a token may have ended in the
    // pause, and its next one is then waited for, which is not a roll-over under load.
    const timed = (server: typeof rolling.server) =>
      series(async () => {
        await load(server, { connections: CONNECTIONS, requests: CONNECTIONS * 5 });
        return (await load(server, { connections: CONNECTIONS, seconds })).p99;
      });
    const ours = timed(rolling.server);
    const baseline = timed(steady.server);
    for (const { server } of [rolling, steady]) {
      await load(server, { connections: CONNECTIONS, seconds });
    }
    const before = (await rolling.bank.calls()).token;
    await takeTurns(rounds, [ours, baseline]);
    const renewed = (await rolling.bank.calls()).token - before;
    if (renewed < rounds) throw new Error(`only ${renewed} tokens in ${rounds} rounds`);
    return { slowest: { ours: ours.results, baseline: baseline.results } };
  },
});
const TWO_HOURS = 7_200;
