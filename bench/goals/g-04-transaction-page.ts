import { atLeast, atMost } from "../measuring/bound.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import { load, minimalPage, newInvoice, pages } from "../measuring/load.ts";
import { pageBytes } from "../measuring/page-bytes.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";
import { startMinimalNext } from "../servers/minimal-next.ts";

const CONNECTIONS = 10;
const BASELINE = "minimal dynamic page of Next with the same fetch";

const size = (what: string, { must, aim }: { must: number; aim: number }) =>
  ({
    what,
    baseline: BASELINE,
    comparison: "value",
    digits: 1,
    must: atMost(must),
    aim: atMost(aim),
  }) as const;

/** The page of a payment: how many a second, and how large. */
export const transactionPage = defineGoal({
  id: "G-04",
  quantities: {
    rate: {
      what: `transaction pages a second, ${CONNECTIONS} connections`,
      baseline: BASELINE,
      comparison: "ratio",
      digits: 0,
      must: atLeast(0.25),
      aim: atLeast(0.4),
    },
    raw: size("its HTML, kB", { must: 110, aim: 80 }),
    sent: size("its HTML as sent to a browser, kB", { must: 24, aim: 18 }),
  },
  async run({ rounds, seconds }) {
    const bank = await startBank();
    const minimal = minimalPage((await startMinimalNext(bank.origin)).origin);
    const { origin } = await startDemo(bank.origin);
    const product = pages({ origin, cookie: await signIn(origin) });
    const ours = series(() => load(product, { connections: CONNECTIONS, seconds }));
    const baseline = series(() => load(minimal, { connections: CONNECTIONS, seconds }));
    for (const server of [product, minimal]) {
      await load(server, { connections: CONNECTIONS, seconds });
    }
    await takeTurns(rounds, [ours, baseline]);
    // The page of an invoice that was looked up before, as most are that are opened.
    const invoice = newInvoice();
    await pageBytes(`${product.origin}${product.path}${invoice}`, product.cookie);
    const page = await pageBytes(`${product.origin}${product.path}${invoice}`, product.cookie);
    const least = await pageBytes(`${minimal.origin}${minimal.path}${invoice}`);
    return {
      rate: {
        ours: ours.results.map(({ requestsPerSecond }) => requestsPerSecond),
        baseline: baseline.results.map(({ requestsPerSecond }) => requestsPerSecond),
      },
      raw: { ours: [page.raw / 1000], baseline: [least.raw / 1000] },
      sent: { ours: [page.sent / 1000], baseline: [least.sent / 1000] },
    };
  },
});
