import { atMost } from "../measuring/bound.ts";
import { newPage, SLOW_4G, wantedAfter, watchFor } from "../measuring/browser.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import { newInvoice } from "../measuring/load.ts";
import { BANK_MILLISECONDS, startForSlowPhone } from "../servers/slow-phone.ts";

/**
 * Look-up of the name, TCP and TLS 1.3 take a round trip each. On loopback there are none, and the
 * browser's emulation delays requests only: so they are added to what is measured.
 */
const HANDSHAKES_MS = 3 * SLOW_4G.roundTripMs;
const LEAST_MS = HANDSHAKES_MS + SLOW_4G.roundTripMs + BANK_MILLISECONDS;

/** A link that a colleague sent, opened for the first time on a slow phone. */
export const deepLink = defineGoal({
  id: "G-16",
  quantities: {
    result: {
      what: "deep link on a slow phone: result after, ms",
      baseline: "4 round trips and the bank",
      comparison: "ratio",
      digits: 0,
      must: atMost(1.5),
      aim: atMost(1.25),
    },
    besideMinimal: {
      what: "the same",
      baseline: "minimal page with the same fetch, same phone",
      comparison: "ratio",
      digits: 0,
      must: null,
      aim: null,
    },
  },
  async run({ rounds }) {
    const { origin, cookie, minimal, browser } = await startForSlowPhone();
    const open = async (site: string, path: string, wanted: string, by = "") => {
      const page = await newPage(browser, { origin: site, cookie: by, isSlow: true });
      await watchFor(page, wanted);
      await page.goto(`${site}${path}${newInvoice()}`, { waitUntil: "commit" });
      const milliseconds = await wantedAfter(page);
      await page.context().close();
      return milliseconds + HANDSHAKES_MS;
    };
    const openOurs = () => open(origin, "/transactions/", 'article[data-kind="paid"]', cookie);
    const openLeast = () => open(minimal, "/payment/", "#answer");
    await openOurs();
    await openLeast();
    const ours = series(openOurs);
    const least = series(openLeast);
    await takeTurns(rounds, [ours, least]);
    return {
      result: { ours: ours.results, baseline: ours.results.map(() => LEAST_MS) },
      besideMinimal: { ours: ours.results, baseline: least.results },
    };
  },
});
