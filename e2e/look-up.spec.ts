import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, shownAnswer, test } from "./fixtures.ts";

for (const locale of LOCALES) {
  test(`three strokes by keyboard alone: focus, paste, Enter (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    await speak(locale);
    await signIn();
    await page.goto("/");
    await expect(page.getByLabel(messagesOf(locale).look_up.label)).toBeFocused();
    await page.keyboard.insertText("205218074");
    await page.keyboard.press("Enter");
    await expect(shownAnswer(page)).toHaveAttribute("data-kind", "partly_refunded");
    await expect(shownAnswer(page).locator("header [data-badge]")).toHaveText(
      messagesOf(locale).badge.partly_refunded,
    );
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
  });
}

test("an impossible number stays in the box, with what to do, and nobody is asked", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  const before = application.bank.calls.status;
  await page.goto("/");
  const box = page.getByLabel(messagesOf("en").look_up.label);
  await box.fill("../payment/205218074");
  await box.press("Enter");
  await expect(page.locator("#invoice-problem")).toBeVisible();
  await expect(box).toHaveValue("../payment/205218074");
  expect(application.bank.calls.status).toBe(before);
});

test("a full card number is refused and comes back in nothing", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await page.goto("/");
  const box = page.getByLabel(messagesOf("en").look_up.label);
  await box.fill("4111111111111111");
  await box.press("Enter");
  await expect(page.locator("#invoice-problem")).toHaveText(
    messagesOf("en").look_up.problem.card_number,
  );
  await expect(box).toHaveValue("");
  expect(application.output()).not.toContain("4111111111111111");
});

test("what was looked up appears among the recent look-ups of the person and the team", async ({
  page,
  signIn,
}) => {
  await signIn("supervisor");
  await page.goto("/transactions/205218074");
  await expect(shownAnswer(page)).toBeVisible();
  await page.goto("/");
  for (const title of [messagesOf("en").look_up.recent_own, messagesOf("en").look_up.recent_team]) {
    const list = page.locator("section").filter({ hasText: title });
    await expect(list.getByRole("link", { name: /205218074/ })).toBeVisible();
  }
});

test("the language is remembered, and so is the theme", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/transactions/205218074");
  await page.getByRole("button", { name: "Қаз" }).click();
  await expect(page).toHaveURL(/\/transactions\/205218074$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "kk");
  await page.getByRole("button", { name: new RegExp(messagesOf("kk").app.theme) }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "kk");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});
