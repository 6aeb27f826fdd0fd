import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, openMenu, shownAnswer, test } from "./fixtures.ts";
import { expectNoOverflow, expectNoViolations } from "./sound.ts";

for (const locale of LOCALES) {
  test(`a look-up by keyboard is focus, paste, Enter (${locale})`, async ({
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

test("an impossible number stays in the box with advice, and the bank is not asked", {
  tag: "@smoke",
}, async ({ page, signIn, application }) => {
  await signIn();
  const before = application.bank.calls.status;
  await page.goto("/");
  const box = page.getByLabel(messagesOf("en").look_up.label);
  await box.fill("?? <> ..");
  await box.press("Enter");
  await expect(page.locator("#invoice-reads")).toHaveText(
    messagesOf("en").look_up.problem.characters,
  );
  await expect(box).toHaveValue("?? <> ..");
  expect(application.bank.calls.status).toBe(before);
});

test("a full card number is refused in the browser, and is not sent (P-05)", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await page.goto("/");
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.url()} ${request.postData()}`));
  const box = page.getByLabel(messagesOf("en").look_up.label);
  await box.pressSequentially("4111 1111 1111 1111");
  await box.press("Enter");
  await expect(page.locator("#invoice-reads")).toHaveText(
    messagesOf("en").look_up.problem.card_number,
  );
  await expect(page).toHaveURL(/\/$/);
  expect(requests.filter((request) => request.includes("1111"))).toEqual([]);
  // Four digits alone can be part of an id or a duration.
  expect(application.output()).not.toMatch(/4111\D?1111/);
});

test("a full card number is refused by the server, too, and is in no answer (P-05)", async ({
  signIn,
  withoutScripts,
  application,
}) => {
  await signIn();
  const plain = await withoutScripts();
  for (const path of ["/", "/transactions"]) {
    await plain.goto(path);
    await plain.locator("#invoice, #search").fill("карта 4111-1111-1111-1111 спасибо");
    await plain.locator("#invoice, #search").press("Enter");
    await expect(plain.getByRole("alert")).toBeVisible();
    expect(`${plain.url()} ${await plain.content()}`).not.toContain("1111");
  }
  expect(application.output()).not.toContain("1111-1111");
});

test("a look-up is a row of one's own day with amount and last four; colleagues see who made it", async ({
  page,
  signIn,
}) => {
  const { home, look_up } = messagesOf("en");
  const cardOf = (title: string) => page.locator("section").filter({ hasText: title });
  await signIn("supervisor");
  await page.goto("/transactions/205218074");
  await expect(shownAnswer(page)).toBeVisible();
  await page.goto("/");
  const row = cardOf(home.own.title).getByRole("row").filter({ hasText: "205218074" });
  await expect(row).toContainText("22.22");
  await expect(row).toContainText("•• 9821");
  await expect(row.getByRole("link")).toHaveAttribute("href", /^\/transactions\/205218074/);
  await expect(cardOf(home.bank.title)).toContainText(/The bank answers, [\w\s]+\s[\d.]+\ss\./);
  await page.goto("/transactions/10000305");
  await expect(shownAnswer(page)).toBeVisible();
  await page.goto("/");
  await expect(cardOf(home.waiting.title).getByRole("link", { name: /10000305/ })).toBeVisible();

  await signIn("admin");
  await page.goto("/");
  const others = cardOf(look_up.recent_team).getByRole("link", { name: /205218074/ });
  await expect(others).toContainText("supervisor");
  await expect(cardOf(home.own.title).getByRole("link", { name: /205218074/ })).toHaveCount(0);
});

test("a supervisor's home counts what needs somebody, by hour and by person; an administrator's says what to set up", async ({
  page,
  signIn,
}) => {
  const { home } = messagesOf("en");
  const cardOf = (title: string) => page.locator("section").filter({ hasText: title });
  await signIn("clerk");
  for (const invoice of ["10000102", "10000201"]) {
    await page.goto(`/transactions/${invoice}`);
    await expect(shownAnswer(page)).toBeVisible();
  }
  await page.goto("/");
  await expect(cardOf(home.attention.title)).toHaveCount(0);
  await signIn("supervisor");
  await page.goto("/");
  await expect(cardOf(home.tiles.held)).toContainText("23,400");
  await expect(cardOf(home.attention.title).getByRole("link", { name: /10000102/ })).toBeVisible();
  await expect(cardOf(home.team.title)).toContainText("clerk@demo.kz");
  await expect(cardOf(home.hours.title)).toContainText(home.hours.reasons);
  await expect(cardOf(home.set_up.title)).toHaveCount(0);
  await expectNoViolations(page, "a supervisor's home");
  await cardOf(home.tiles.held).getByRole("link", { name: home.tiles.open }).click();
  await expect(page.getByRole("link", { name: "10000102" })).toBeVisible();
  await signIn("admin");
  await page.goto("/");
  await expect(cardOf(home.set_up.title)).toContainText(home.set_up.steps.bank);
  await expectNoViolations(page, "an administrator's home");
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoOverflow(page, "an administrator's home at 320 px");
});

test("language and theme are remembered", { tag: "@smoke" }, async ({ page, signIn }) => {
  await signIn();
  await page.goto("/transactions/205218074");
  await openMenu(page);
  await page.getByRole("button", { name: "Қаз", exact: true }).click();
  await expect(page).toHaveURL(/\/transactions\/205218074\?terminal=main$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "kk");
  await page.getByRole("button", { name: new RegExp(messagesOf("kk").app.theme) }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "kk");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("a pasted picture is told as one, and text is still read", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  const { look_up } = messagesOf("en");
  const box = page.getByLabel(look_up.label);
  await expect(async () => {
    await box.evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(["picture"], "shot.png", { type: "image/png" }));
      field.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
    });
    await expect(page.getByText(look_up.problem.picture)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(box).toHaveValue("");
  await box.fill("205218074");
  await page.keyboard.press("Enter");
  await expect(shownAnswer(page)).toBeVisible();
});
