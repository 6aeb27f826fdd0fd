import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, test } from "./fixtures.ts";
import { fillCode, proveAndPress, proveOnPage, sendProven } from "./proven.ts";
import { expectNoOverflow, expectNoViolations } from "./sound.ts";

/** A person changes how they sign in: with a proof for each act, and they are told of it. */

const words = messagesOf("en");
const { account, set_up } = words;
const FIRST = "a phrase that only Dina knows";
const SECOND = "another phrase that only Dina knows";

async function fillSignIn(page: Page, email: string, password: string, code = "") {
  await page.goto("/sign-in");
  await page.getByLabel(words.sign_in.email).fill(email);
  await page.getByLabel(words.sign_in.password, { exact: true }).fill(password);
  await fillCode(page, code);
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
}

const codesOn = (page: Page) => page.locator("ul.font-mono li").allTextContents();
const secretOn = async (page: Page) => {
  const key = await page.locator("p > span.font-mono").textContent();
  return new TOTP({ secret: key?.replaceAll(" ", "") ?? "" });
};
const notices = (page: Page) =>
  page.locator("[data-tone=amber]", { hasText: account.notices.title });
const dismiss = (page: Page) => page.getByRole("button", { name: account.notices.dismiss }).click();

test("password, app and codes change by proofs and without scripts, and the person is told (A-09, A-18)", async ({
  page,
  signIn,
  browser,
  application,
}) => {
  test.setTimeout(180_000);
  const email = `dina-${randomUUID()}@demo.kz`;
  await signIn("admin");
  const form = { act: "invite", email, role: "clerk" };
  const answer = await sendProven(page.request, "/api/people", form);
  const link = />(https?:[^<]+\/set-up\/[^<]+)</.exec(await answer.text())?.[1] ?? "";
  const plain = { javaScriptEnabled: false, baseURL: application.url };
  const dina = await (await browser.newContext(plain)).newPage();
  await dina.goto(link);
  await dina.getByLabel(set_up.password, { exact: true }).fill(FIRST);
  await dina.getByLabel(set_up.repeat).fill(FIRST);
  await dina.getByRole("button", { name: set_up.submit }).click();
  // The new password signs in at once. The set-up link may have been used by somebody else: the person is told.
  await expect(notices(dina)).toContainText(account.notices.password_set);
  await dismiss(dina);
  await expect(notices(dina)).toHaveCount(0);

  // The first app, with the password as proof.
  await dina.goto("/account/factor");
  await dina.getByRole("button", { name: account.factor.begin }).click();
  await expect(dina.getByText(account.acts.app_set, { exact: true })).toBeVisible();
  await proveAndPress(dina, account.acts.app_set, { password: FIRST });
  const old = await secretOn(dina);
  await dina.getByLabel(account.factor.code).fill(old.generate());
  await dina.getByRole("button", { name: account.factor.confirm }).click();
  const codes = await codesOn(dina);
  await expect(notices(dina)).toContainText(account.notices.app_set);
  // In the session that did it the banner can be hidden, and comes once more at the next sign-in.
  await dismiss(dina);
  await expect(notices(dina)).toHaveCount(0);
  await dina.getByRole("button", { name: account.factor.codes_done }).click();

  // A new password: the form stands behind the proof, and a refused one does not use it up.
  await dina.goto("/account");
  await dina.getByRole("link", { name: account.password.change }).click();
  await expect(dina.getByText(account.acts.password_change, { exact: true })).toBeVisible();
  await proveOnPage(dina, { password: FIRST });
  await expect(dina.getByText(account.proof.wrong)).toBeVisible();
  await proveOnPage(dina, { password: FIRST, code: codes[0] ?? "" });
  for (const [typed, told] of [
    ["qwertyuiopasdfg", set_up.guessable],
    [SECOND, account.password.done],
  ] as const) {
    await dina.getByLabel(set_up.password, { exact: true }).fill(typed);
    await dina.getByLabel(set_up.repeat).fill(typed);
    await dina.getByRole("button", { name: account.password.change }).click();
    await expect(dina.getByText(told)).toBeVisible();
  }
  await expect(dina.getByLabel(set_up.repeat)).toHaveCount(0);

  // Another app: the old one stays until the new one is confirmed.
  await dina.goto("/account/factor");
  await dina.getByRole("button", { name: account.factor.anew }).click();
  await proveAndPress(dina, account.acts.app_set, { password: SECOND, code: codes[1] ?? "" });
  const next = await secretOn(dina);
  expect(next.secret.base32).not.toBe(old.secret.base32);
  const elsewhere = await (await browser.newContext(plain)).newPage();
  await fillSignIn(elsewhere, email, SECOND, codes[2]);
  await expect(notices(elsewhere)).toContainText(account.notices.password_changed);
  await expect(notices(elsewhere)).toContainText(account.notices.code_recovered);
  await dismiss(elsewhere);
  await expect(notices(elsewhere)).toHaveCount(0);
  // That sign-in has given up the app that was begun here.
  await dina.getByLabel(account.factor.code).fill(next.generate());
  await dina.getByRole("button", { name: account.factor.confirm }).click();
  await dina.getByRole("button", { name: account.factor.anew }).click();
  await proveAndPress(dina, account.acts.app_set, { password: SECOND, code: codes[3] ?? "" });
  const last = await secretOn(dina);
  await dina.getByLabel(account.factor.code).fill(last.generate());
  await dina.getByRole("button", { name: account.factor.confirm }).click();
  await expect(dina.getByText(account.factor.on)).toBeVisible();
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/sign-in/);

  // New recovery codes.
  await dina.goto("/account/factor");
  await dina.getByRole("button", { name: account.factor.codes_renew }).click();
  await proveAndPress(dina, account.acts.codes_renew, { password: SECOND, code: codes[4] ?? "" });
  const renewed = await codesOn(dina);
  expect(renewed).toHaveLength(10);
  await fillSignIn(elsewhere, email, SECOND, codes[5]);
  await expect(elsewhere.getByText(words.sign_in.wrong)).toBeVisible();
  await fillSignIn(elsewhere, email, SECOND, renewed[0]);
  await expect(notices(elsewhere)).toContainText(account.notices.codes_renewed);
  for (const alert of ["password_changed", "app_set", "codes_renewed"]) {
    expect(application.output()).toContain(`"alert":"${alert}"`);
  }
  await Promise.all([dina.context().close(), elsewhere.context().close()]);
});

for (const locale of LOCALES) {
  test(`the banner and the question for a proof pass axe and fit a phone (${locale})`, async ({
    page,
    signIn,
    speak,
    application,
  }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await signIn("admin");
    await speak(locale);
    const all = Object.keys(account.notices).filter((key) => !/title|advice|dismiss/.test(key));
    const told = all.map((what) => ({ what, at: new Date().toISOString() }));
    const banner = JSON.stringify(told);
    await application.query(
      `update people set notices = '${banner}' where email = 'admin@demo.kz'`,
    );
    await page.goto("/account");
    await expectNoViolations(page, "the banner");
    await expectNoOverflow(page, "the banner");
    await page.locator("form[action='/api/account/notices'] button").click();
    await expect(page.locator("form[action='/api/account/notices']")).toHaveCount(0);
    await page.goto("/people");
    await page.getByRole("main").locator("summary").first().click();
    await page.locator("details[open] button[value=role]").click();
    await expect(page).toHaveURL(/\/confirm\?for=/);
    await expectNoViolations(page, "the question");
    await expectNoOverflow(page, "the question");
  });
}
