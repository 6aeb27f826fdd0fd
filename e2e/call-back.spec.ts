import { expect, messagesOf, shownAnswer, test } from "./fixtures.ts";
import { endSessions, signInHere } from "./session-end/session-end.ts";

const { call_back, account } = messagesOf("en");

test("a promise to call back is made on the payment and ended at home, without scripts, and logged", async ({
  page,
  signIn,
  withoutScripts,
  application,
}) => {
  await signIn();
  const plain = await withoutScripts();
  await plain.goto("/transactions/10000101");
  await expect(shownAnswer(plain)).toBeVisible();
  await plain.locator("#call-back summary").click();
  await plain.getByRole("button", { name: "30\u00a0min" }).click();
  await expect(plain.locator("#call-back")).toContainText(call_back.own);
  await expect(shownAnswer(plain)).toBeVisible();
  await plain.locator("#call-back summary").click();
  await plain.getByLabel(call_back.at).fill("23:59");
  await plain.getByRole("button", { name: call_back.promise }).click();
  await expect(plain.locator("#call-back")).toContainText("23:59");
  // The page loads itself once more in one piece.
  await expect(shownAnswer(plain)).toBeVisible();
  await plain.waitForLoadState();

  await plain.goto("/");
  const card = plain.locator("section").filter({ hasText: call_back.title });
  await expect(card.getByRole("link", { name: /10000101/ })).toContainText("23:59");
  await expect(card.locator("[data-tone=amber]")).toHaveCount(0);
  await application.query("update call_backs set due_at = now() - interval '5 minutes'");
  await plain.goto("/");
  await expect(card.locator("[data-tone=amber]")).toContainText("Late");

  // A supervisor sees who promised, and a colleague that somebody did.
  await signIn("supervisor");
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toBeVisible();
  await expect(page.locator("#call-back")).toContainText("clerk@demo.kz");

  await card.getByRole("button", { name: /10000101/ }).click();
  await expect(plain).toHaveURL(/\/$/);
  await expect(card).toHaveCount(0);
  await signIn("admin");
  for (const [event, word] of [
    ["call_back.promised", account.audit.events.call_back_promised],
    ["call_back.done", account.audit.events.call_back_done],
  ]) {
    await page.goto(`/audit?event=${event}`);
    await expect(page.getByRole("main")).toContainText(`${word}10000101`);
  }
});

test("a promise that was pressed after the session's end is shown again, with its time", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await page.goto("/transactions/10000102");
  await expect(shownAnswer(page)).toBeVisible();
  await page.locator("#call-back summary").click();
  await page.getByLabel(call_back.at).fill("18:45");
  await endSessions(application.url, "clerk");
  await page.getByRole("button", { name: call_back.promise }).click();
  await signInHere(page, "clerk");
  await expect(page.getByLabel(call_back.time_of_day)).toHaveValue("18:45");
  await page.getByRole("button", { name: call_back.promise }).click();
  await expect(page.locator("#call-back")).toContainText("18:45");
});
