import type { Page } from "@playwright/test";
import { expect, messagesOf, shownAnswer, test } from "../fixtures.ts";
import { lookUp, numbersOf } from "./history.ts";

const words = messagesOf("en");

async function search(page: Page, text: string): Promise<void> {
  await page.goto("/transactions");
  await page.getByLabel(words.history.search, { exact: true }).fill(text);
  await page.getByRole("button", { name: words.history.search_submit, exact: true }).click();
  await page.waitForURL(/[?&](q|find|invoices)=/);
}

test("a payment is found by everything that a customer may say", { tag: "@smoke" }, async ({
  page,
  signIn,
}) => {
  await signIn();
  await lookUp(page, ["205218074", "10000101", "10000102"]);
  for (const text of [
    "205218074",
    "218074",
    "231951411351",
    "170243",
    "9821",
    "400303...9821",
    "epay@halykbank.kz",
    "arman",
    "22,22 ₸",
    "33900",
  ]) {
    await search(page, text);
    expect(await numbersOf(page), text).toContain("205218074");
  }
  await search(page, "nobody of this name");
  await expect(page.getByText(words.history.empty)).toBeVisible();
});

test("personal data are in no address, and a colleague's link still works", async ({
  page,
  signIn,
  application,
  context,
}) => {
  await signIn();
  await lookUp(page, ["205218074"]);
  await search(page, "epay@halykbank.kz");
  expect(page.url()).toContain("find=");
  expect(decodeURIComponent(page.url())).not.toContain("halykbank");
  const link = page.url();
  await context.clearCookies();
  await signIn("supervisor");
  await page.goto(link);
  expect(await numbersOf(page)).toContain("205218074");
  expect(application.output()).not.toContain("halykbank");
});

test("a search finds hidden fields without showing them", async ({ page, signIn, context }) => {
  await signIn();
  await lookUp(page, ["205218074"]);
  await page.goto("/transactions?q=205218074&columns=customer,email,phone");
  await expect(page.locator("tbody")).not.toContainText("ARMAN");
  await expect(page.locator("tbody")).not.toContainText("epay@");
  await context.clearCookies();
  await signIn("supervisor");
  await page.goto("/transactions?q=205218074&columns=customer,email,phone");
  await expect(page.locator("tbody")).toContainText("ARMAN ALI");
  await expect(page.locator("tbody")).toContainText("epay@halykbank.kz");
});

test("filters are in the address, can be removed one by one, and follow the back button", async ({
  page,
  signIn,
}) => {
  await signIn();
  await lookUp(page, ["10000101", "10000102", "205218074"]);
  await page.goto("/transactions");
  const status = page.locator("summary", { hasText: words.history.names.state });
  await status.click();
  await page.getByRole("link", { name: words.badge.held, exact: true }).click();
  await expect(page).toHaveURL("/transactions?state=held");
  await status.click();
  await page.getByRole("link", { name: words.badge.partly_refunded, exact: true }).click();
  await expect(page).toHaveURL("/transactions?state=held&state=partly_refunded");
  await expect.poll(() => numbersOf(page)).toContain("205218074");
  const both = await numbersOf(page);
  expect(both).not.toContain("10000101");
  await page.getByRole("link", { name: /Remove filter: Status/ }).click();
  await expect(page).toHaveURL("/transactions");
  await page.goBack();
  // Retried, because the page may reload meanwhile.
  await expect(page.locator("tbody [data-list-link]")).toHaveText(both);
});

test("an invalid filter is named, and the others apply", async ({ page, signIn }) => {
  await signIn();
  await lookUp(page, ["10000101"]);
  await page.goto("/transactions?state=paid,nonsense&paid_from=2026-02-30&min=abc");
  await expect(page.getByText(/state, paid_from, min|paid_from, min, state/)).toBeVisible();
  expect(await numbersOf(page)).toContain("10000101");
});

test("a payment opened from the list leads to the next one and back to the same row", async ({
  page,
  signIn,
}) => {
  await signIn();
  const invoices = ["10000101", "10000102", "205218074"];
  await lookUp(page, invoices);
  const list = `/transactions?invoices=${invoices.join(",")}`;
  await page.goto(list);
  const shown = await numbersOf(page);
  expect(shown.toSorted()).toEqual(invoices.toSorted());
  await page.getByRole("link", { name: shown[0] ?? "", exact: true }).click();
  await expect(shownAnswer(page)).toBeVisible();
  // The look-up moved the first payment to the top of the list; "next" is still the second one.
  await page.getByRole("link", { name: words.history.in_list.next }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(shown[1] ?? "");
  await page.getByRole("link", { name: words.history.in_list.previous }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(shown[0] ?? "");
  await expect(shownAnswer(page)).toBeVisible();
  await page.getByRole("link", { name: words.history.in_list.back }).click();
  await expect(page).toHaveURL(/invoices=[^#]*#row-\d+$/);
});

test("several pasted numbers open the list; the bank is asked only on a click", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await lookUp(page, ["205218074"]);
  const before = application.bank.calls.status;
  await page.goto("/");
  await page.getByLabel(words.look_up.label).fill("205 218 074, 31415926; №27182818");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/invoices=205218074%2C31415926%2C27182818/);
  expect(await numbersOf(page)).toEqual(["205218074"]);
  await expect(page.getByRole("link", { name: "Ask the bank about 31415926" })).toBeVisible();
  expect(application.bank.calls.status).toBe(before);
});

test("the list can be used by keyboard alone", async ({ page, signIn }) => {
  await signIn();
  await lookUp(page, ["10000101", "205218074"]);
  await page.goto("/transactions?invoices=10000101,205218074");
  const [first, second] = await numbersOf(page);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("link", { name: first ?? "", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("link", { name: second ?? "", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(second ?? "");
});

test("a view is saved without dates by default, opened and deleted", async ({ page, signIn }) => {
  await signIn("admin");
  await lookUp(page, ["10000101"]);
  await page.goto("/transactions?state=paid&looked_from=2026-01-01");
  await page.getByText(words.history.views.title, { exact: true }).click();
  await page.getByLabel(words.history.views.name).fill("Paid <b>today</b>");
  await page.getByRole("button", { name: words.history.views.save }).click();
  // The saved view is the one that is shown now.
  const tab = page.getByRole("link", { name: "Paid <b>today</b>" });
  await expect(tab).toHaveAttribute("aria-current", "page");
  await expect(page).toHaveURL("/transactions?state=paid");
  await page.goto("/transactions");
  await tab.click();
  await expect(page).toHaveURL("/transactions?state=paid");
  await page.getByText(words.history.views.title, { exact: true }).click();
  await page
    .getByRole("button", {
      name: words.history.views.delete.replace("{name}", "Paid <b>today</b>"),
    })
    .click();
  await page.getByText(words.history.views.title, { exact: true }).click();
  await expect(page.getByText(words.history.views.none)).toBeVisible();
});
