import AxeBuilder from "@axe-core/playwright";
import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, shownAnswer, test } from "./fixtures.ts";
import { expectNoViolations } from "./sound.ts";

/** Whatever is refused, a person sees a page of ours in their language, and never JSON. */

for (const locale of LOCALES) {
  const { app, errors, interruption, look_up } = messagesOf(locale);

  test(`a page that is not for this person has the frame, its own title and the box (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    await speak(locale);
    await signIn();
    const answer = await page.goto("/people");
    expect(answer?.status()).toBe(404);
    await expect(page).toHaveTitle(`${app.practice}: ${errors.not_found_title} · Anyqta`);
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    await expect(page.getByRole("navigation").first()).toBeVisible();
    await expectNoViolations(page, page.url());
    await page.getByLabel(interruption.looking_for).fill("10000101");
    await page.locator("main").getByRole("button", { name: look_up.submit }).click();
    await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid");
  });

  test(`a page that is not for this person needs no scripts (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    await speak(locale);
    await signIn();
    for (const path of ["/people", "/nowhere", "/transactions/10000101?terminal=nowhere"]) {
      const answer = await page.request.get(path);
      const text = await answer.text();
      expect([path, answer.status()]).toEqual([path, 404]);
      expect(text, path).toContain(`>${errors.not_found_title}</h1>`);
      expect(text, path).toContain("data-theme-button");
    }
  });

  test(`refused addresses of the API are pages for people (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    const { refused } = interruption;
    await speak(locale);
    // Refused looks of the clerk at the log are counted by another test.
    await signIn("supervisor");
    for (const [path, status, title] of [
      ["/api/audit", 403, refused.not_allowed_title],
      ["/api/nowhere", 404, errors.not_found_title],
      ["/api/transactions/%20", 400, refused.unread_title],
      ["/%E0%A4%A", 400, refused.unread_title],
    ] as const) {
      const answer = await page.goto(path);
      expect([path, answer?.status()]).toEqual([path, status]);
      await expect(page).toHaveTitle(`${title} · Anyqta`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await expect(page.getByLabel(interruption.looking_for)).toBeVisible();
      // Told not to load the style sheet, which the page's policy lets nobody read.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ preload: false });
      expect((await axe.analyze()).violations).toEqual([]);
    }
    await page.getByLabel(interruption.looking_for).fill("10000101");
    await page.keyboard.press("Enter");
    await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid");
  });
}

test("missing pages and pages for others are whole without scripts, too", async ({
  signIn,
  withoutScripts,
}) => {
  await signIn();
  const bare = await withoutScripts();
  const { app, errors, interruption, share } = messagesOf("en");
  for (const path of ["/people", "/nowhere", "/transactions/10001002?terminal=nope"]) {
    const answer = await bare.goto(path);
    expect([path, answer?.status()]).toEqual([path, 404]);
    await expect(bare).toHaveTitle(`${app.practice}: ${errors.not_found_title} · Anyqta`);
    await expect(bare.locator("html")).toHaveAttribute("lang", "en");
    await expect(bare.getByRole("heading", { level: 1 })).toHaveText(errors.not_found_title);
    await expect(bare.getByRole("navigation").first()).toBeVisible();
    await expect(bare.getByLabel(interruption.looking_for)).toBeVisible();
  }
  await bare.goto(`/s/${"a".repeat(43)}`);
  await bare.getByRole("button", { name: share.page.show }).click();
  await expect(bare.getByText(share.page.gone)).toBeVisible();
});

test("the language can be chosen on a refusal, which stays where it is", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.goto("/api/nowhere?a=1");
  await page.getByRole("button", { name: "Рус" }).click();
  await expect(page).toHaveURL(/\/api\/nowhere\?a=1$/);
  const { errors } = messagesOf("ru");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(errors.not_found_title);
});

test("a sign-in form whose token has expired says so and keeps the way back", async ({
  page,
  context,
}) => {
  const words = messagesOf("en");
  await page.goto("/transactions?state=paid");
  await context.clearCookies();
  await page.getByLabel(words.sign_in.email).fill("clerk@demo.kz");
  await page.getByLabel(words.sign_in.password, { exact: true }).fill("practice");
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
  await expect(page.getByText(words.interruption.sign_in_expired)).toBeVisible();
  await expect(page.locator("form input[name=callbackUrl]").first()).toHaveValue(
    "/transactions?state=paid",
  );
});
