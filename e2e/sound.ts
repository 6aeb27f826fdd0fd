import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** The rules of axe that look at colours. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/**
 * axe finds nothing on the page, and nothing in its colours when the device turns dark. Before it
 * the test waits for something that only this page has: a click does not wait for the page that it
 * leads to, and axe cannot read one that is being left.
 */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  await expectNothing(axe(page), where);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNothing(axe(page).withRules(COLOUR_RULES), `${where}, dark`);
  await page.emulateMedia({ colorScheme: "light" });
}

/** The same but for colours, of a page whose colours are looked at in another language or width. */
export async function expectNoViolationsButOfColour(page: Page, where: string): Promise<void> {
  await expectNothing(axe(page).disableRules(COLOUR_RULES), where);
}

/** In the page itself: only frames of other hosts, which we have none of, need a page beside it. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}

async function expectNothing(builder: AxeBuilder, where: string): Promise<void> {
  const { violations } = await builder.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  expect(found, where).toEqual([]);
}

/** Nothing of the page lies beyond the screen's side. */
export async function expectNoOverflow(page: Page, where: string): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over, where).toBeLessThanOrEqual(0);
}
