import type { Page } from "@playwright/test";
import { atMost } from "../measuring/bound.ts";
import { newPage, SLOW_4G } from "../measuring/browser.ts";
import { defineGoal, series, takeTurns } from "../measuring/goal.ts";
import { newInvoice } from "../measuring/load.ts";
import { BANK_MILLISECONDS, startForSlowPhone } from "../servers/slow-phone.ts";

const LEAST_MS = SLOW_4G.roundTripMs + BANK_MILLISECONDS;

/** The next number typed by somebody who is at work, on a slow phone. */
export const warmLookUp = defineGoal({
  id: "G-17",
  quantities: {
    result: {
      what: "warm look-up on a slow phone: result after, ms",
      baseline: "one round trip and the bank",
      comparison: "ratio",
      digits: 0,
      must: atMost(1.6),
      aim: atMost(1.3),
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
    const desk = await newPage(browser, { origin, cookie, isSlow: true });
    const lookUp = async () => {
      await desk.goto(origin, { waitUntil: "load" });
      await desk.fill("#invoice", newInvoice());
      return untilShown(desk, 'article[data-kind="paid"]', () =>
        desk.press("#invoice", "Enter", { noWaitAfter: true }),
      );
    };
    const other = await newPage(browser, { origin: minimal, isSlow: true });
    const openLeast = async () => {
      await other.goto(minimal, { waitUntil: "load" });
      const address = `${minimal}/payment/${newInvoice()}`;
      return untilShown(other, "#answer", () => other.goto(address, { waitUntil: "commit" }));
    };
    await lookUp();
    await openLeast();
    const ours = series(lookUp);
    const least = series(openLeast);
    await takeTurns(rounds, [ours, least]);
    return {
      result: { ours: ours.results, baseline: ours.results.map(() => LEAST_MS) },
      besideMinimal: { ours: ours.results, baseline: least.results },
    };
  },
});

/** Milliseconds from the act until the page, or the next one, has such an element. */
async function untilShown(
  page: Page,
  selector: string,
  act: () => Promise<unknown>,
): Promise<number> {
  const shown = page.waitForSelector(selector, { state: "attached" });
  const begun = performance.now();
  await act();
  await shown;
  return performance.now() - begun;
}
