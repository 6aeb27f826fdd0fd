import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, shownAnswer, test } from "./fixtures.ts";

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

test("a look-up appears among the recent look-ups of the person and the team", async ({
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

test("language and theme are remembered", { tag: "@smoke" }, async ({ page, signIn }) => {
  await signIn();
  await page.goto("/transactions/205218074");
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
