import { atMost } from "../measuring/bound.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import { load, lookUps } from "../measuring/load.ts";
import { steadyRate } from "../measuring/steady-rate.ts";
import { sendSignIn, signIn, signInForm, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";

const TRIES_A_SECOND = 50;
const CONNECTIONS = 4;
const BANK_MILLISECONDS = 20;

/** Look-ups while strangers guess passwords, each from an address of its own. */
export const signInFlood = defineGoal({
  id: "G-14",
  quantities: {
    slowest: {
      what: `${TRIES_A_SECOND} sign-ins a second: look-up p99, ms, ${CONNECTIONS} connections`,
      baseline: "nobody signs in",
      comparison: "ratio",
      digits: 1,
      must: atMost(2),
      aim: atMost(1.3),
    },
  },
  async run({ rounds, seconds }) {
    const bank = await startBank({ answerMs: BANK_MILLISECONDS });
    const { origin } = await startDemo(bank.origin, {
      // The limits that a shop has; the addresses come as from a reverse proxy.
      LIMIT_SIGN_INS_PER_MINUTE: "120",
      LIMIT_ALL_SIGN_INS_PER_MINUTE: "600",
      TRUSTED_PROXIES: "1",
    });
    const server = lookUps({ origin, cookie: await signIn(origin) });
    const form = await signInForm(origin);
    let tries = 0;
    const tryToSignIn = async () => {
      tries += 1;
      const { status } = await sendSignIn(origin, {
        ...form,
        email: `nobody-${tries}@example.kz`,
        password: "not the password of anybody",
        from: `203.${tries >> 16}.${(tries >> 8) & 255}.${tries & 255}`,
      });
      if (status >= 500) throw new Error(`signing in answered ${status}`);
    };
    const slowest = async () => (await load(server, { connections: CONNECTIONS, seconds })).p99;
    const flooded = series(async () => {
      const flood = steadyRate(TRIES_A_SECOND, tryToSignIn);
      const p99 = await slowest();
      const sent = await flood.stop();
      if (sent < TRIES_A_SECOND * seconds * LEAST_SENT) throw new Error(`only ${sent} tries`);
      return p99;
    });
    const calm = series(slowest);
    await slowest();
    await takeTurns(rounds, [flooded, calm]);
    return { slowest: { ours: flooded.results, baseline: calm.results } };
  },
});
/** The part of the tries that must have been sent for a round to count. */
const LEAST_SENT = 0.9;
