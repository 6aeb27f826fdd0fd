import { paletteSchema } from "#lib/palette/palette.ts";
import { expect, messagesOf, openMenu, test } from "../fixtures.ts";
import {
  EN,
  expectActive,
  keysWork,
  openByKey,
  openTransaction,
  option,
  palette,
} from "./windows.ts";

/** The command palette: opening, filtering, running commands. */

test("Enter looks up a number by POST, as the main box does", {
  tag: "@smoke",
}, async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  await openByKey(page);
  await page.keyboard.insertText("205218074");
  await expectActive(page, option(page, /205218074/).first());
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/find"));
  await page.keyboard.press("Enter");
  const request = await asked;
  expect([request.method(), request.postData()]).toEqual(["POST", "text=205218074"]);
});

test("the menu opens the palette; Escape closes it and restores the focus", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.goto("/");
  await keysWork(page);
  const menu = page.locator("header summary");
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: EN.title }).focus();
  await page.keyboard.press("Enter");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(menu).toBeFocused();
  await openMenu(page);
  await page.getByRole("button", { name: EN.title }).click();
  await palette(page).getByRole("button", { name: EN.help.close }).click();
  await expect(palette(page)).toBeHidden();
  await openByKey(page);
  await page.mouse.click(5, 400);
  await expect(palette(page)).toBeHidden();
});

test("arrow keys wrap around, and Enter runs the active option", async ({ page, signIn }) => {
  await signIn();
  await openTransaction(page);
  await openByKey(page);
  const first = option(page, EN.commands.copy_customer);
  await expectActive(page, first);
  await page.keyboard.press("ArrowUp");
  const last = option(page, EN.commands.sign_out);
  await expectActive(page, last);
  await expect(last).toBeInViewport();
  await page.keyboard.press("ArrowDown");
  await expectActive(page, first);
  // The filter finds words of all three languages.
  await page.keyboard.insertText("қараңғы");
  await expectActive(page, option(page, EN.commands.theme_dark));
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page).toHaveURL(/\/transactions\/205218074\?terminal=main$/);
});

test("recent look-ups have their badge and open, and the language can be changed", async ({
  page,
  signIn,
}) => {
  await signIn();
  await openTransaction(page);
  await page.goto("/");
  await openByKey(page);
  const row = option(page, /205218074/).first();
  await expect(row.locator("[data-badge]")).toHaveText(messagesOf("en").badge.partly_refunded);
  await row.click();
  await expect(page).toHaveURL(/\/transactions\/205218074\?/);
  await expect(page.locator("[data-awaiting-bank]")).toHaveCount(0);
  await keysWork(page);
  await openByKey(page);
  await option(page, "Қазақша").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "kk");
  await expect(page).toHaveURL(/\/transactions\/205218074\?/);
});

test("commands of a payment copy its link and number, check again and print", async ({
  page,
  signIn,
  application,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn();
  await openTransaction(page);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await openByKey(page);
  await option(page, EN.commands.copy_invoice).click();
  await expect(palette(page)).toBeHidden();
  await expect.poll(clipboard).toBe("205218074");
  await page.keyboard.press("c");
  await expect.poll(clipboard).toBe(`${application.url}/transactions/205218074?terminal=main`);
  await expect(page.getByText(messagesOf("en").take.shared)).toBeInViewport();
  const before = application.bank.calls.status;
  await page.keyboard.press("r");
  await expect(page.getByText(messagesOf("en").live.no_change)).toBeInViewport();
  expect(application.bank.calls.status).toBe(before + 1);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await openByKey(page);
  await option(page, EN.commands.print).click();
  await expect(page.locator("body")).toHaveAttribute("data-printed", "");
});

test("commands of a payment are offered on its page only", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  await openByKey(page);
  await expect(option(page, EN.commands.sign_out)).toBeVisible();
  await expect(option(page, EN.commands.copy_link)).toHaveCount(0);
  await option(page, EN.commands.sign_out).click();
  await expect(page).toHaveURL(/\/sign-in/);
});

test("the palette's contents are for staff and match their schema", async ({ page, signIn }) => {
  expect((await page.request.get("/api/palette")).status()).toBe(401);
  await signIn();
  const answer = await page.request.get("/api/palette");
  expect(answer.headers()["cache-control"]).toBe("private, no-store, no-transform");
  expect(paletteSchema.parse(await answer.json()).groups.map(({ id }) => id)).toContain("go");
});
