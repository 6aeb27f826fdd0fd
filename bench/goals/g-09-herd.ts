import { atMost, exactly } from "../measuring/bound.ts";
import { type Asked, crowd, HERD } from "../measuring/crowd.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import { bankItself, lookUps, newInvoice } from "../measuring/load.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";

const BANK_MILLISECONDS = 200;

/** Five hundred at once about one invoice. */
export const herd = defineGoal({
  id: "G-09",
  quantities: {
    calls: {
      what: `${HERD} at once, same invoice: bank calls`,
      baseline: `${HERD} different invoices`,
      comparison: "value",
      digits: 0,
      must: exactly(1),
      aim: null,
    },
    beyondBank: {
      what: "the same: p99 beyond the bank's time, ms",
      baseline: `${HERD} at the bank itself`,
      comparison: "value",
      digits: 0,
      must: atMost(120),
      aim: atMost(50),
    },
    different: {
      what: `${HERD} different at once: p99 beyond the bank's time, ms`,
      baseline: `${HERD} at the bank itself`,
      comparison: "value",
      digits: 0,
      must: null,
      aim: null,
    },
  },
  async run({ rounds }) {
    const bank = await startBank({ answerMs: BANK_MILLISECONDS });
    const { origin } = await startDemo(bank.origin);
    const ours = crowd(lookUps({ origin, cookie: await signIn(origin) }), bank);
    const direct = crowd(bankItself(bank.origin), bank);
    await ours.ask(newInvoice);
    await direct.ask(newInvoice);
    const same = series(() => {
      const shared = newInvoice();
      return ours.ask(() => shared);
    });
    const different = series(() => ours.ask(newInvoice));
    const atBank = series(() => direct.ask(newInvoice));
    await takeTurns(rounds, [same, different, atBank]);
    await Promise.all([ours.close(), direct.close()]);
    const beyond = (seen: readonly Asked[]) => seen.map(({ p99 }) => p99 - BANK_MILLISECONDS);
    const calls = (seen: readonly Asked[]) => seen.map(({ bankCalls }) => bankCalls);
    return {
      calls: { ours: calls(same.results), baseline: calls(different.results) },
      beyondBank: { ours: beyond(same.results), baseline: beyond(atBank.results) },
      different: { ours: beyond(different.results), baseline: beyond(atBank.results) },
    };
  },
});
