import { SHORTCUTS_COOKIE } from "#lib/palette/palette.ts";
import { expect, messagesOf, openMenu, test } from "../fixtures.ts";
import { EN, help, keysWork, openByKey, openTransaction, option } from "./windows.ts";

/** Shortcuts of one or two keys without a modifier. */

test("single keys open pages, focus the box and list themselves", async ({ page, signIn }) => {
  await signIn();
  await openTransaction(page);
  await page.keyboard.press("?");
  await expect(help(page)).toBeVisible();
  for (const label of [EN.help.palette, EN.commands.check_again, EN.help.escape]) {
    await expect(help(page).getByText(label, { exact: true })).toBeVisible();
  }
  // In an open window single keys do nothing.
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await page.keyboard.press("Escape");
  await expect(help(page)).toBeHidden();
  await expect(page).toHaveURL(/\/transactions\/205218074\?terminal=main$/);
  // On every page but home the box stands in the head.
  await page.keyboard.press("/");
  const box = page.getByRole("textbox", { name: messagesOf("en").look_up.next });
  await expect(box).toBeFocused();
  await page.keyboard.type("2052");
  await page.keyboard.press("Escape");
  await expect(box).not.toBeFocused();
  await expect(box).toHaveValue("");
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(page).toHaveURL(/:\d+\/$/);
  await keysWork(page);
  await page.locator("body").click({ position: { x: 5, y: 500 } });
  await page.keyboard.press("/");
  await expect(page.getByLabel(messagesOf("en").look_up.label)).toBeFocused();
  await page.locator("body").click({ position: { x: 5, y: 500 } });
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { name: messagesOf("en").history.title })).toBeVisible();
});

test("a key that is pressed in the moment in which a window closes opens the next one", async ({
  page,
  signIn,
}) => {
  await signIn();
  await openTransaction(page);
  await page.keyboard.press("?");
  await expect(help(page)).toBeVisible();
  await page.evaluate(() => {
    document.querySelector<HTMLDialogElement>("dialog[open]")?.close();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "?", code: "Slash" }));
  });
  await expect(help(page)).toBeVisible();
});

test("single keys do nothing while somebody types", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  await keysWork(page);
  const box = page.getByLabel(messagesOf("en").look_up.label);
  await box.fill("");
  await box.pressSequentially("/?glcr");
  await expect(box).toHaveValue("/?glcr");
  await expect(help(page)).toBeHidden();
  await expect(page).toHaveURL(/:\d+\/$/);
});

test("single keys can be switched off permanently, and Ctrl+K still works", async ({
  page,
  signIn,
}) => {
  await signIn();
  await openTransaction(page);
  await openMenu(page);
  await page.getByRole("button", { name: EN.help.title }).click();
  const saved = page.waitForResponse((response) => response.url().endsWith("/api/preferences"));
  await help(page).getByRole("checkbox", { name: EN.help.switch }).uncheck();
  await saved;
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(help(page)).toBeHidden();
  await openTransaction(page);
  await page.keyboard.press("?");
  await keysWork(page);
  await expect(help(page)).toBeHidden();
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => name === SHORTCUTS_COOKIE)?.value).toBe("off");
  await openByKey(page);
  await option(page, EN.commands.help).click();
  const box = help(page).getByRole("checkbox", { name: EN.help.switch });
  await expect(box).not.toBeChecked();
  await box.check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(help(page)).toBeVisible();
});
