import type { Page } from "@playwright/test";
import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, openMenu, shownAnswer, test } from "./fixtures.ts";
import { openByKey, openTransaction, option, EN as PALETTE } from "./palette/windows.ts";
import { expectNoOverflow, expectNoViolations } from "./sound.ts";

/** The box for the next number in the head of a page, its menu, and what a text leads to. */

const { look_up, app, badge } = messagesOf("en");

const boxOf = (page: Page) => page.getByRole("textbox", { name: look_up.next });

/** Pastes on the page, outside its fields. */
async function paste(page: Page, text: string): Promise<void> {
  await page.locator("body").evaluate((body, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const event = { clipboardData, bubbles: true, cancelable: true };
    body.dispatchEvent(new ClipboardEvent("paste", event));
  }, text);
}

test("a call is one paste anywhere and one key, and the next call is one paste more", {
  tag: "@smoke",
}, async ({ page, signIn }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn();
  await openTransaction(page);
  await paste(page, "Здравствуйте!\nЗаказ 10000101 на 12 500 тенге");
  await expect(page).toHaveURL(/\/transactions\/10000101\?/);
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid");
  await expect(page.locator("[data-awaiting-bank]")).toHaveCount(0);
  const answer = await page.locator("[data-say] > p:visible").innerText();
  await page.keyboard.press("y");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(answer);
  await paste(page, "10000102");
  await expect(page).toHaveURL(/\/transactions\/10000102/);
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "held");
});

test("the box stays in view, takes the key, and is left by Escape", async ({ page, signIn }) => {
  await signIn();
  await openTransaction(page);
  await page.evaluate(() => window.scrollTo(0, 900));
  await expect(boxOf(page)).toBeInViewport();
  await page.keyboard.press("/");
  await expect(boxOf(page)).toBeFocused();
  await page.keyboard.type("10000101");
  await page.keyboard.press("Escape");
  await expect(boxOf(page)).toHaveValue("");
  await expect(boxOf(page)).not.toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.type("10000101");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/transactions\/10000101/);
});

test("a card number with a mistake in it is asked about, and nothing of it leaves (P-05)", async ({
  page,
  signIn,
  withoutScripts,
  application,
}) => {
  await signIn();
  await openTransaction(page);
  const before = application.bank.calls.status;
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData()}`));
  await paste(page, "4003 0312 3456 9821");
  const complaint = page.getByText(look_up.problem.mistyped_card);
  await expect(complaint).toBeVisible();
  await page.goto("/");
  const home = page.getByLabel(look_up.label);
  await home.fill("карта 4003 0312 3456 9821");
  await home.press("Enter");
  await expect(complaint).toBeVisible();
  expect(sent.filter((one) => one.includes("0312"))).toEqual([]);
  const bare = await withoutScripts();
  await bare.goto("/transactions/10000101");
  await bare.getByRole("textbox", { name: look_up.next }).fill("4003 0312 3456 9821");
  await bare.getByRole("textbox", { name: look_up.next }).press("Enter");
  await expect(bare.getByText(look_up.problem.mistyped_card)).toBeVisible();
  expect(`${bare.url()} ${await bare.content()}`).not.toMatch(/4003\D?0312/);
  expect(application.bank.calls.status - before).toBe(1);
  expect(application.output()).not.toMatch(/4003\D?0312/);
  // The shop's own number is asked about by a second press.
  await page.getByRole("button", { name: look_up.own_number }).click();
  await expect(page).toHaveURL(/\/transactions\/4003031234569821/);
});

test("an RRN, the last four digits and a sum are looked for among the payments seen first", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await openTransaction(page);
  const before = application.bank.calls.status;
  await paste(page, "9821");
  await expect(page).toHaveURL(/\/transactions\?q=9821$/);
  await expect(page.getByRole("link", { name: "205218074" })).toBeVisible();
  const ask = messagesOf("en").history.ask_bank.replace("{invoice}", "9821");
  await expect(page.getByRole("link", { name: ask })).toHaveAttribute("href", "/transactions/9821");
  expect(application.bank.calls.status).toBe(before);
  await paste(page, "231951411351");
  await expect(page).toHaveURL(/\/transactions\/205218074\?/);
  await expect(page.getByText(messagesOf("en").paste.changes.rrn)).toBeVisible();
  // Nothing seen has it: the bank is asked.
  await paste(page, "7777");
  await expect(page).toHaveURL(/\/transactions\/7777/);
});

test("the box of home grows with a message and says what it reads", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  const box = page.getByLabel(look_up.label);
  await box.fill("Заказ 205218074 на 12 500 тенге, карта *9821, деньги списали");
  await box.press("End");
  await page.keyboard.type("!");
  await expect(box).toHaveJSProperty("tagName", "TEXTAREA");
  await expect(box).toBeFocused();
  const reads = page.locator("#invoice-reads");
  for (const piece of ["№ 205218074", "•• 9821", "12,500"]) {
    await expect(reads).toContainText(piece);
  }
  await box.fill("9821");
  await expect(reads).toContainText(look_up.reads.seen_first.split("{")[0] ?? "");
  await expect(box).toBeFocused();
  await box.fill('әқғә"үқ.ң');
  await expect(reads).toContainText("№ 205218074");
  await box.press("Enter");
  await expect(page).toHaveURL(/\/transactions\/205218074/);
});

test("the practice numbers are eight chips, and all of them with a filter", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.goto("/");
  const practice = page.getByRole("region", { name: look_up.practice_numbers });
  const chips = practice.locator(":scope > ul a");
  await expect(chips).toHaveCount(8);
  await practice.locator("summary").click();
  await practice.getByRole("searchbox").fill("10000214");
  await expect(practice.locator("details a")).toHaveCount(1);
  for (const [number, word] of [
    ["10000102", badge.held],
    ["10000103", badge.released],
    ["10000305", badge.in_progress],
    ["10000401", badge.refunded],
    ["10000807", badge.not_found],
  ]) {
    await page.goto("/");
    await page.getByRole("link", { name: `${word} ${number}` }).click();
    await expect(shownAnswer(page).locator("header [data-badge]")).toHaveText(word ?? "");
  }
});

test("the menu works without scripts, by keyboard, and on the narrowest phone", async ({
  page,
  signIn,
  withoutScripts,
  speak,
}) => {
  await signIn("admin");
  const bare = await withoutScripts();
  await bare.goto("/account");
  await openMenu(bare);
  await expect(bare.getByText("admin@demo.kz").first()).toBeVisible();
  await expect(bare.getByRole("button", { name: PALETTE.title })).toHaveCount(0);
  await bare.getByRole("button", { name: app.sign_out, exact: true }).click();
  await expect(bare).toHaveURL(/\/sign-in/);
  await signIn("admin");
  await page.setViewportSize({ width: 320, height: 640 });
  for (const locale of LOCALES) {
    await speak(locale);
    await page.goto("/people");
    await openMenu(page);
    await expect(
      page.locator("details.header-menu").getByRole("link", { name: messagesOf(locale).app.audit }),
    ).toBeVisible();
    await expectNoOverflow(page, `menu ${locale}`);
    await expectNoViolations(page, `menu ${locale}`);
    await page.keyboard.press("Escape");
    await expect(page.locator("details.header-menu")).not.toHaveAttribute("open");
  }
});

test("the palette knows the payment's actions by any word for them", async ({ page, signIn }) => {
  await signIn("supervisor");
  await openTransaction(page);
  for (const [typed, name] of [
    ["печать", PALETTE.commands.print],
    ["whatsapp", PALETTE.commands.copy_customer],
    ["справка", PALETTE.commands.pdf],
    ["gjxnf", PALETTE.commands.bank_message],
    ["гость", PALETTE.commands.create_link],
    ["тапсырыс нөмірі", PALETTE.commands.copy_invoice],
    ["түн", PALETTE.commands.theme_dark],
    ["tranzaktsii", app.history],
  ]) {
    await openByKey(page);
    await page.keyboard.insertText(typed ?? "");
    await expect(option(page, name ?? "").first()).toBeVisible();
    await page.keyboard.press("Escape");
  }
  await openByKey(page);
  await page.keyboard.insertText("гость");
  await expect(option(page, PALETTE.commands.create_link)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/transactions\/205218074\/share/);
});
