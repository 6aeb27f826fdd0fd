import type { Locator, Page } from "@playwright/test";
import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, openMenu, shownAnswer, test } from "../fixtures.ts";
import { expectNoViolations } from "../sound.ts";
import { help, openByKey, option, palette } from "./windows.ts";

/** Accessibility and size of the palette and the help window. */

for (const locale of LOCALES) {
  test(`axe finds nothing in either window (${locale})`, async ({ page, signIn, speak }) => {
    const words = messagesOf(locale).palette;
    await speak(locale);
    await signIn();
    await page.goto("/transactions/205218074");
    await expect(shownAnswer(page)).toBeVisible();
    await openByKey(page, words);
    await expect(option(page, words.commands.copy_link)).toBeVisible();
    await expectNoViolations(page, "palette");
    await page.keyboard.insertText("2052");
    await expect(option(page, /2052/).first()).toBeVisible();
    await expectNoViolations(page, "palette with text");
    await page.keyboard.press("Escape");
    await openMenu(page);
    await page.getByRole("button", { name: words.help.title }).click();
    await expect(help(page, words).getByRole("checkbox")).toBeVisible();
    await expectNoViolations(page, "help");
  });
}

for (const width of [320, 390]) {
  test(`both windows fit a screen of ${width} px`, async ({ page, signIn, speak }) => {
    await page.setViewportSize({ width, height: 700 });
    await signIn();
    for (const locale of LOCALES) {
      const words = messagesOf(locale).palette;
      await speak(locale);
      await page.goto("/");
      await openByKey(page, words);
      await expect(option(page, words.commands.sign_out)).toBeAttached();
      await expectToFit(page, palette(page, words));
      await option(page, words.commands.help).click();
      await expect(help(page, words).getByRole("checkbox")).toBeAttached();
      await expectToFit(page, help(page, words));
      await page.keyboard.press("Escape");
    }
  });
}

async function expectToFit(page: Page, dialog: Locator): Promise<void> {
  const room = page.viewportSize();
  const place = await dialog.boundingBox();
  expect(place?.x).toBeGreaterThanOrEqual(0);
  expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(room?.width ?? 0);
  expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(room?.height ?? 0);
  for (const part of ["[role=listbox]", "dl"]) {
    const over = await dialog
      .locator(part)
      .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
    expect(over.filter((pixels) => pixels > 0)).toEqual([]);
  }
}
