import type { Locator, Page } from "@playwright/test";
import { expect, messagesOf, shownAnswer } from "../fixtures.ts";

/** The command palette and the help window on a page. */

/** The palette's English texts. */
export const EN = messagesOf("en").palette;

/** The window of the command palette. */
export function palette(page: Page, words = EN): Locator {
  return page.getByRole("dialog", { name: words.title });
}

/** The window that lists the keys. */
export function help(page: Page, words = EN): Locator {
  return page.getByRole("dialog", { name: words.help.title });
}

/** Waits until React has hydrated the head of the page. */
export async function scriptsRun(page: Page): Promise<void> {
  const button = page.locator("header.page-head summary");
  const isMarked = (element: Element) =>
    Object.keys(element).some((key) => key.startsWith("__react"));
  await expect.poll(() => button.evaluate(isMarked)).toBe(true);
}

/** Opens the palette by Ctrl+K, which works once the page is hydrated. */
export async function openWindow(page: Page, words = EN): Promise<void> {
  await expect(async () => {
    if (!(await palette(page, words).isVisible())) await page.keyboard.press("Control+k");
    await expect(palette(page, words)).toBeVisible({ timeout: 500 });
  }).toPass();
}

/** Opens the palette and waits for its code; gives its text box. */
export async function openByKey(page: Page, words = EN): Promise<Locator> {
  await openWindow(page, words);
  const box = palette(page, words).getByRole("combobox");
  await expect(box).toBeFocused();
  return box;
}

/** Waits until the page is hydrated and its keys work. */
export async function keysWork(page: Page): Promise<void> {
  await openByKey(page);
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
}

/** An option of the palette by its name. */
export function option(page: Page, name: string | RegExp): Locator {
  return page.getByRole("option", { name });
}

/** Expects this option to be the active one, while the focus stays in the text box (WAI-ARIA 1.2, combobox). */
export async function expectActive(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toHaveAttribute("data-highlighted", "");
  const box = palette(page).getByRole("combobox");
  await expect(box).toBeFocused();
  await expect(box).toHaveAttribute(
    "aria-activedescendant",
    (await wanted.getAttribute("id")) ?? "no id",
  );
}

/** Opens the page of the sample payment and waits for its answer and its keys. */
export async function openTransaction(page: Page): Promise<void> {
  await page.goto("/transactions/205218074");
  await expect(shownAnswer(page)).toBeVisible();
  await expect(page.locator("[data-awaiting-bank]")).toHaveCount(0);
  await keysWork(page);
}
