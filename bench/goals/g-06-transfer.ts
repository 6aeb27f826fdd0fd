import { atMost, exactly } from "../measuring/bound.ts";
import { countTransfer, newPage, startBrowser } from "../measuring/browser.ts";
import { defineGoal } from "../measuring/goal.ts";
import { newInvoice } from "../measuring/load.ts";
import { signIn, startDemo } from "../servers/application.ts";
import { startBank } from "../servers/bank-behaviour.ts";
import { startMinimalNext } from "../servers/minimal-next.ts";

const RESULT = 'article[data-kind="paid"]';
const kilobytes = (bytes: Record<string, number>, isCounted: (kind: string) => boolean) =>
  Object.entries(bytes)
    .filter(([kind]) => isCounted(kind))
    .reduce((sum, [, count]) => sum + count, 0) / 1000;

/** A cold result: seen without scripts, and all that a browser loads for it. */
export const transfer = defineGoal({
  id: "G-06",
  quantities: {
    visible: {
      what: "result with scripts off: visible results",
      baseline: null,
      comparison: "value",
      digits: 0,
      must: exactly(1),
      aim: null,
    },
    total: {
      what: "cold result with scripts: total transfer, kB",
      baseline: "minimal page with the same fetch",
      comparison: "value",
      digits: 1,
      must: atMost(200),
      aim: null,
    },
    beforeScript: {
      what: "of it all but script, kB",
      baseline: "the same of the minimal page",
      comparison: "value",
      digits: 1,
      must: null,
      aim: atMost(30),
    },
  },
  async run() {
    const bank = await startBank();
    const minimal = await startMinimalNext(bank.origin);
    const { origin } = await startDemo(bank.origin);
    const cookie = await signIn(origin);
    const browser = await startBrowser();

    const plain = await newPage(browser, { origin, cookie, hasScripts: false });
    await plain.goto(`${origin}/transactions/${newInvoice()}`);
    await plain.locator(RESULT).first().waitFor();
    const visible = await plain.locator(RESULT).filter({ visible: true }).count();

    const transferOf = async (site: string, path: string, by: string) => {
      const page = await newPage(browser, { origin: site, cookie: by });
      const bytes = await countTransfer(page);
      // Everything that the page asks for by itself counts, also what it loads late.
      await page.goto(`${site}${path}${newInvoice()}`, { waitUntil: "networkidle" });
      return bytes();
    };
    const ours = await transferOf(origin, "/transactions/", cookie);
    const least = await transferOf(minimal.origin, "/payment/", "");
    const all = () => true;
    const butScript = (kind: string) => kind !== "Script";
    return {
      visible: { ours: [visible] },
      total: { ours: [kilobytes(ours, all)], baseline: [kilobytes(least, all)] },
      beforeScript: { ours: [kilobytes(ours, butScript)], baseline: [kilobytes(least, butScript)] },
    };
  },
});
