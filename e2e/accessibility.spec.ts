import type { Page } from "@playwright/test";
import { LOCALES, type Locale } from "#lib/i18n/locale.ts";
import { expect, messagesOf, openMenu, shownAnswer, test } from "./fixtures.ts";
import { expectNoOverflow, expectNoViolations, expectNoViolationsButOfColour } from "./sound.ts";

/** One payment for each layout of the page. Contrast is checked in one language only. */
const INVOICES = [
  "205218074",
  "10000101",
  "10000102",
  "10000103",
  "10000104",
  "10000109",
  "10000112",
  "10000201",
  "10000204",
  "10000214",
  "10000305",
  "10000401",
  "10000405",
  "10000111",
  "10000801",
  "10000802",
  "10000807",
  "10000810",
];

for (const locale of LOCALES) {
  test(`axe finds nothing (${locale})`, async ({ page, signIn, speak }) => {
    test.setTimeout(480_000);
    await speak(locale);
    await page.goto("/sign-in");
    await expectNoViolations(page, "sign-in");
    await page.goto("/sign-in?error=CredentialsSignin&callbackUrl=%2F");
    await expectNoViolations(page, "sign-in refused");
    await page.goto("/set-up/unknown");
    await expectNoViolations(page, "set-up");
    await page.goto(`/s/${"a".repeat(43)}`);
    await expectNoViolations(page, "link for an outsider");
    await page.getByRole("button").click();
    const { gone_title } = messagesOf(locale).share.page;
    await expect(page.getByRole("heading")).toHaveText(gone_title);
    await expectNoViolations(page, "link that does not open");
    await signIn();
    await page.goto("/?problem=characters");
    await page.locator("main summary").click();
    await openMenu(page);
    await expectNoViolations(page, "look-up");
    await page.goto("/transactions?state=paid&min=1");
    await expectNoViolations(page, "list");
    // Each panel shuts the one that was open and may cover the next chip, so keys open them.
    for (const chip of await page.locator("[data-panel] > summary").all()) {
      await chip.press("Enter");
      await expectNoViolationsButOfColour(page, `list, ${await chip.innerText()}`);
    }
    await expectNoViolations(page, "list, last panel");
    await page.goto("/transactions?q=999999999&looked_from=x&invoices=31415926,27182818");
    await expectNoViolations(page, "empty list");
    await page.goto("/nowhere");
    await expectNoViolations(page, "no such page");
    for (const [place, invoice] of INVOICES.entries()) {
      await page.goto(`/transactions/${invoice}`);
      await expect(shownAnswer(page)).toBeVisible();
      const isItsTurn = LOCALES[place % LOCALES.length] === locale;
      await (isItsTurn ? expectNoViolations : expectNoViolationsButOfColour)(page, invoice);
    }
  });
}

for (const locale of LOCALES) {
  test(`axe finds nothing where share links are created (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    await speak(locale);
    await signIn("supervisor");
    await page.goto("/transactions/205218074");
    await expect(shownAnswer(page)).toBeVisible();
    await page.goto("/transactions/205218074/share");
    await expectNoViolations(page, "form");
    await page.locator("button[name=preview]").click();
    await expect(page.locator("form[action='/api/shares']")).toBeVisible();
    await expectNoViolations(page, "preview");
    await page.locator("form[action='/api/shares'] button").click();
    await expect(page.locator("[data-new-link]")).toBeVisible();
    await expectNoViolations(page, "new link");
    await page.goto("/shares");
    await expectNoViolations(page, "links");
  });
}

const WIDTHS = [320, 390, 768, 1280];

/** Loads a page once and checks it at every width, as no page depends on the width at load. */
async function expectNoOverflowAnywhere(page: Page, path: string, locale: Locale): Promise<void> {
  await page.goto(path);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoOverflow(page, `${locale} ${path} ${width}`);
  }
}

for (const locale of LOCALES) {
  test(`nothing is wider than a screen of 320 to 1280 px (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    await signIn();
    await speak(locale);
    for (const path of [
      "/",
      "/transactions/205218074",
      "/transactions/10000204",
      "/transactions/10000706",
      "/transactions/424242",
      "/transactions?state=paid&min=1&invoices=205218074,31415926",
    ]) {
      await expectNoOverflowAnywhere(page, path, locale);
    }
  });

  test(`an administrator's pages fit 320 to 1280 px, too (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    await signIn("admin");
    await speak(locale);
    for (const path of [
      "/account",
      "/account/factor",
      "/confirm",
      "/people",
      "/audit",
      "/settings",
      "/shares",
      "/personal-data",
      `/s/${"a".repeat(43)}`,
    ]) {
      await expectNoOverflowAnywhere(page, path, locale);
    }
  });
}
