import { exactly } from "../measuring/bound.ts";
import { crowd, HERD } from "../measuring/crowd.ts";
import { defineGoal } from "../measuring/goal.ts";
import { lookUps, newInvoice } from "../measuring/load.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";

const BANK_MILLISECONDS = 200;

/** The first questions of a new process share one token. */
export const coldStart = defineGoal({
  id: "G-10",
  quantities: {
    tokens: {
      what: `cold start, ${HERD} different at once: token calls`,
      baseline: null,
      comparison: "value",
      digits: 0,
      must: exactly(1),
      aim: null,
    },
  },
  async run() {
    const bank = await startBank({ answerMs: BANK_MILLISECONDS, tokenMs: BANK_MILLISECONDS });
    const { origin } = await startDemo(bank.origin);
    const ours = crowd(lookUps({ origin, cookie: await signIn(origin) }), bank);
    if ((await bank.calls()).token > 0) throw new Error("the start was not a cold one");
    await ours.ask(newInvoice);
    await ours.close();
    return { tokens: { ours: [(await bank.calls()).token] } };
  },
});
