import type { Page } from "@playwright/test";
import { TIMER_HEADER } from "#lib/api/client.ts";
import { expect, messagesOf, shownAnswer, test } from "./fixtures.ts";
import { scriptsRun } from "./palette/windows.ts";
import { FORM, rawRequest, trySignIn } from "./raw-request.ts";
import { expectNoViolations } from "./sound.ts";

/** The page warns before its session ends, and hides the customer's data after it. */

const words = messagesOf("en");
const { session } = words.interruption;

/** Ends every session of the clerk. */
async function endSessions(url: string): Promise<void> {
  const { cookie } = await trySignIn(url, { email: "clerk@demo.kz" });
  const headers = { cookie, ...FORM };
  await rawRequest(url, "/api/account/sessions", { method: "POST", headers });
}

/** Replaces the server's answers to timers, so that it agrees with the browser's clock. */
async function serverSays(page: Page, secondsLeft: number): Promise<void> {
  await page.route("/api/session", async (route) => {
    if (!route.request().headers()[TIMER_HEADER]) return route.fallback();
    await route.fulfill({ json: { email: "clerk@demo.kz", secondsLeft, canStay: true } });
  });
}

test("two minutes before the end the page warns, in its title, too, and a click extends the session", async ({
  page,
  signIn,
}) => {
  await page.clock.install();
  await signIn();
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toBeVisible();
  await scriptsRun(page);
  // The tab says how the payment stands as soon as scripts run.
  await expect(page).toHaveTitle(new RegExp(words.badge.paid));
  const title = await page.title();
  await serverSays(page, 119);
  await page.clock.fastForward("12:55");
  await expect(page.getByText(session.ending)).toHaveCount(0);
  await page.clock.fastForward("00:10");
  await expect(page.getByRole("alert").filter({ hasText: session.ending })).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(`^1:\\d\\d · ${session.ending_title}$`));
  await expectNoViolations(page, "the warning");
  await page.getByRole("button", { name: session.stay }).click();
  await expect(page.getByText(session.ending)).toHaveCount(0);
  await expect(page).toHaveTitle(title);
});

test("there is no warning while another tab keeps the session alive", async ({ page, signIn }) => {
  await page.clock.install();
  await signIn();
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toBeVisible();
  await scriptsRun(page);
  const asked = page.waitForResponse("/api/session");
  await page.clock.fastForward("14:00");
  expect((await asked).status()).toBe(200);
  await expect(page.getByText(session.ending)).toHaveCount(0);
  await expect(shownAnswer(page)).toBeVisible();
});

test("an idle page hides the customer's data at the end, and the sign-in returns to it", async ({
  page,
  signIn,
  application: { url },
}) => {
  await page.clock.install();
  await signIn();
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toBeVisible();
  await scriptsRun(page);
  await endSessions(url);
  await page.clock.fastForward("15:01");
  await expect(page.getByRole("dialog", { name: session.locked_title })).toBeVisible();
  await expect(page).toHaveTitle(`${session.locked_title} · Anyqta`);
  await expect(page.getByText("10000101").filter({ visible: true })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: session.locked_title })).toBeVisible();
  await expectNoViolations(page, "the lock");
  await page.getByRole("link", { name: session.sign_in }).click();
  await expect(page).toHaveURL(/callbackUrl=.*%2Ftransactions%2F10000101/);
});

test("after a sign-in in another tab the page is back with the typed text", async ({
  page,
  signIn,
  application: { url },
}) => {
  await page.clock.install();
  await signIn();
  await page.goto("/");
  await scriptsRun(page);
  await page.getByLabel(words.look_up.label).fill("1000010");
  await endSessions(url);
  await page.clock.fastForward("15:01");
  await expect(page.getByRole("dialog", { name: session.locked_title })).toBeVisible();
  // As another tab of the same browser does.
  await signIn();
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByLabel(words.look_up.label)).toHaveValue("1000010");
});

test("a person at the page is told, not locked out, and the typed text is kept", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/");
  await endSessions(url);
  // The suggestions requested while typing reveal that the session has ended.
  await page.getByLabel(words.look_up.label).pressSequentially("205218");
  await expect(page.getByRole("alert").filter({ hasText: session.ended })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("link", { name: session.sign_in }).click();
  await page.getByLabel(words.sign_in.email).fill("clerk@demo.kz");
  await page.getByLabel(words.sign_in.password, { exact: true }).fill("practice-makes-perfect");
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
  await expect(page.getByLabel(words.look_up.label)).toHaveValue("205218");
});

test("polling without a session says so, with a link to the sign-in", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toBeVisible();
  await endSessions(url);
  await page.getByRole("button", { name: words.live.check_again }).click();
  await expect(page.getByRole("alert").filter({ hasText: session.ended })).toBeVisible();
  await page.getByRole("link", { name: session.sign_in }).click();
  await expect(page).toHaveURL(/callbackUrl=.*%2Ftransactions%2F10000101/);
});
