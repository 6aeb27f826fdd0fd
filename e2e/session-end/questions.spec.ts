import { randomInt } from "node:crypto";
import { expect, messagesOf, shownAnswer, test } from "../fixtures.ts";
import { openByKey } from "../palette/windows.ts";
import { emailOf, endSessions, signInHere } from "./session-end.ts";

/**
 * Look-ups, searches and files requested after the session has ended: after the sign-in they are
 * answered without another click.
 */

const words = messagesOf("en");
const { interruption } = words;

test("a number typed into the box is looked up after the sign-in", { tag: "@smoke" }, async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/");
  await page.getByLabel(words.look_up.label).fill("10000101");
  await endSessions(url, "clerk");
  await page.getByLabel(words.look_up.label).press("Enter");
  await expect(page).not.toHaveURL(/10000101/);
  await signInHere(page, "clerk");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid");
});

test("a number typed into the palette is looked up, even after a wrong password", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions");
  const box = await openByKey(page);
  await box.fill("10000102");
  await endSessions(url, "clerk");
  await page.keyboard.press("Enter");
  await page.getByLabel(words.sign_in.email).fill(emailOf("clerk"));
  await page.getByLabel(words.sign_in.password, { exact: true }).fill("not the password");
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
  await expect(page.getByText(words.sign_in.wrong)).toBeVisible();
  await signInHere(page, "clerk");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "held");
});

test("a search, a filter and a pasted list are answered after the sign-in", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions");
  await page.getByLabel(words.history.search).fill("ARMAN ALI");
  await endSessions(url, "clerk");
  await page.getByLabel(words.history.search).press("Enter");
  await expect(page).not.toHaveURL(/ARMAN/);
  await signInHere(page, "clerk");
  await expect(page.getByLabel(words.history.search)).toHaveValue("ARMAN ALI");
  await expect(page).not.toHaveURL(/ARMAN/);

  await page.goto("/transactions?state=held&state=paid");
  await page.locator("summary", { hasText: words.history.names.amount }).click();
  await page
    .getByLabel(words.history.from, { exact: true })
    .filter({ visible: true })
    .fill("1 000");
  await endSessions(url, "clerk");
  await page.getByRole("button", { name: words.history.apply }).filter({ visible: true }).click();
  await signInHere(page, "clerk");
  await expect(page).toHaveURL(/\/transactions\?state=held.*min=/);
  const { searchParams } = new URL(page.url());
  expect(searchParams.getAll("state").sort()).toEqual(["held", "paid"]);
  expect(searchParams.get("min")).toBe("1000");

  await page.goto("/");
  const pasted = Array.from({ length: 60 }, (_, place) => `${70_000_000 + place * 997}`).join(" ");
  await page.getByLabel(words.look_up.label).fill(pasted);
  await endSessions(url, "clerk");
  await page.getByLabel(words.look_up.label).press("Enter");
  await signInHere(page, "clerk");
  await expect(page).toHaveURL(/invoices=70000000/);
});

test("a text too long for an address is given back on a page", async ({
  page,
  signIn,
  context,
  application: { url },
}) => {
  await signIn();
  await page.goto("/");
  // Random characters of three bytes cannot be compressed.
  const characters = Array.from({ length: 3_500 }, () => 0x4e00 + randomInt(0x5000));
  const text = String.fromCodePoint(...characters);
  await page.getByLabel(words.look_up.label).fill(text);
  await endSessions(url, "clerk");
  await page.getByLabel(words.look_up.label).press("Enter");
  const [other] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("link", { name: words.errors.sign_in }).click(),
  ]);
  await signInHere(other, "clerk");
  await expect(other.getByRole("heading", { name: words.look_up.title })).toBeVisible();
  await page.getByRole("button", { name: words.errors.try_again }).click();
  await expect(page.getByLabel(words.history.search)).toHaveValue(text.slice(0, 200));
});

test("a file is downloaded after the sign-in, from a page that says so", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toBeVisible();
  await page.goto("/transactions?q=10000101");
  await page.getByText(words.history.export.title, { exact: true }).click();
  await endSessions(url, "clerk");
  await page.getByRole("button", { name: words.history.export.csv, exact: true }).click();
  const download = page.waitForEvent("download");
  await signInHere(page, "clerk");
  expect((await download).suggestedFilename()).toMatch(/payments-.*\.csv$/);
  await expect(page.getByText(interruption.file)).toBeVisible();
  await page.getByRole("link", { name: interruption.on }).click();
  await expect(page).toHaveURL(/\/transactions\?.*q=10000101/);
});

test("a payment opened from the list returns with its list", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toBeVisible();
  await page.goto("/transactions?q=10000101");
  await page.locator("[data-list-link]").first().click();
  await expect(page.getByRole("link", { name: words.history.in_list.back })).toBeVisible();
  await endSessions(url, "clerk");
  await page.reload();
  await signInHere(page, "clerk");
  await expect(page.getByRole("link", { name: words.history.in_list.back })).toBeVisible();
});
