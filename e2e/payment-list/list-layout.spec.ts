import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, test } from "../fixtures.ts";
import { lookUp, numbersOf } from "./history.ts";

const SEEN = ["205218074", "10000101", "10000102", "10000201", "10000205", "10000302", "10000402"];

for (const locale of LOCALES) {
  test(`the usual columns fit 1280 px, and a phone shows several payments (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    await signIn();
    await speak(locale);
    await lookUp(page, SEEN);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`/transactions?invoices=${SEEN.join(",")}`);
    const table = page.getByRole("table");
    const hidden = await table.evaluate(
      (it) => it.scrollWidth - (it.parentElement?.clientWidth ?? 0),
    );
    expect(hidden).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 390, height: 844 });
    const heights = await page
      .locator("tbody tr")
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    // Two lines, but where the status is a sentence: held, and not clear.
    const twoLines = heights.filter((height) => height <= 72);
    expect(heights).toHaveLength(SEEN.length);
    expect(twoLines.length).toBeGreaterThanOrEqual(SEEN.length - 2);
    const top = await table.evaluate((it) => it.getBoundingClientRect().top);
    expect((844 - top) / 72).toBeGreaterThan(5);
  });
}

test("totals, ready views, order and what was opened are said without scripts", async ({
  page,
  signIn,
  withoutScripts,
}) => {
  const { history } = messagesOf("en");
  await signIn();
  await lookUp(page, SEEN);
  const plain = await withoutScripts();
  await plain.goto("/transactions?invoices=205218074,10000102,10000101");
  const totals = plain.getByRole("list", { name: history.totals.title });
  await expect(totals.getByRole("listitem")).toHaveText([
    "Paid 1 · ₸12,500.00",
    "Held, not taken yet 1 · ₸23,400.00",
    "Partly refunded 1 · ₸22.22",
  ]);
  await expect(plain.getByText(history.seen, { exact: true })).toHaveCount(3);
  await plain.getByRole("link", { name: history.views.ready.held, exact: true }).click();
  await expect(plain).toHaveURL("/transactions?state=held&sort=paid");
  expect(await numbersOf(plain)).toContain("10000102");
  await expect(plain.locator("summary", { hasText: history.sort.paid })).toBeVisible();
  await plain.locator("summary", { hasText: history.choose_columns }).click();
  await plain.getByRole("checkbox", { name: history.columns.rrn }).check();
  await plain.getByRole("button", { name: history.apply }).filter({ visible: true }).click();
  await expect(plain.getByRole("columnheader", { name: history.columns.rrn })).toBeVisible();
  await expect(plain).toHaveURL(/state=held/);
});
