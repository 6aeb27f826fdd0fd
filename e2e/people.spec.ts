import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { expect, logRows, messagesOf, shownAnswer, test } from "./fixtures.ts";
import { sendProven } from "./proven.ts";
import { expectNoOverflow } from "./sound.ts";

/** What administrators read of people and of the log, and how people keep their recovery codes. */

const { account, badge, look_up, set_up, sign_in } = messagesOf("en");

test("an administrator finds a person, sees what is known of them, and reads what each act does", async ({
  page,
  signIn,
  withoutScripts,
}) => {
  const email = `found-${randomUUID()}@demo.kz`;
  await signIn("admin");
  await sendProven(page.request, "/api/people", { act: "invite", email, role: "clerk" });
  const plain = await withoutScripts();
  await plain.goto("/people");
  await plain.getByLabel(account.people.search).fill(email.slice(0, 20).toUpperCase());
  await plain.getByRole("button", { name: account.people.find, exact: true }).click();
  const rows = plain.locator("[data-member]");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(account.people.link_until.split("{")[0] ?? "");
  await expect(rows).toContainText("admin@demo.kz");
  await expect(rows).toContainText(account.people.never);
  await rows.locator("summary").click();
  await expect(rows.getByText(account.people.notes.resend)).toBeVisible();
  await expect(rows.getByText(account.people.notes.block)).toBeVisible();
  await expect(rows.getByRole("button", { name: account.people.sign_out })).toHaveCount(0);
  await plain.goto("/people?q=nobody-of-this-name");
  await expect(plain.getByText(account.people.search_none)).toBeVisible();

  await page.goto("/people");
  const own = page.locator("[data-member='admin@demo.kz']");
  await expect(own).toContainText("today");
  // Only one menu is open at a time, and none leaves the screen.
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const menu of (await page.locator("[data-member] summary").all()).slice(0, 3)) {
      await menu.click();
      await expect(page.locator("[data-member] details[open]")).toHaveCount(1);
      await expectNoOverflow(page, `people ${width}`);
    }
    await page.reload();
  }
});

test("the log says in words what was done, and calls no bank's silence a refusal", async ({
  page,
  signIn,
}) => {
  await signIn("admin");
  for (const invoice of ["10000101", "10000801"]) {
    await page.goto(`/transactions/${invoice}`);
    await expect(shownAnswer(page)).toBeVisible();
  }
  await page.goto("/audit?event=payment.looked_up&resource=10000101");
  const row = logRows(page).first();
  await expect(row.locator("summary").getByText(badge.paid)).toBeVisible();
  await expect(row.getByText("admin@demo.kz")).toBeVisible();
  await row.locator("summary").click();
  await expect(row.getByText(account.audit.details.resultCode, { exact: true })).toBeVisible();
  await expect(row.getByText("resultCode")).toHaveCount(0);
  await page.goto("/audit?event=payment.looked_up&resource=10000801");
  await expect(row.getByText(account.audit.no_answer)).toBeVisible();
  await expect(row.locator("[data-tone=red]")).toHaveCount(0);
});

/** Makes a set-up link as the administrator does: an invitation, or a new link. */
async function linkFor(page: Page, form: Record<string, string>): Promise<string> {
  const answer = await sendProven(page.request, "/api/people", form);
  return />(https?:[^<]+\/set-up\/[^<]+)</.exec(await answer.text())?.[1] ?? "";
}

async function choose(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByLabel(set_up.password, { exact: true })).toBeFocused();
  await page.getByLabel(set_up.password, { exact: true }).fill(password);
  await page.getByLabel(set_up.repeat).fill(password);
  await page.getByRole("button", { name: set_up.submit }).click();
}

test("a set-up link signs in, keeps recovery codes as a file, and replaces no second factor", async ({
  page,
  signIn,
  browser,
  baseURL,
}) => {
  const email = `codes-${randomUUID()}@demo.kz`;
  const password = "a phrase that only Saule knows";
  await signIn("admin");
  const link = await linkFor(page, { act: "invite", email, role: "clerk" });
  const plain = { javaScriptEnabled: false, baseURL: baseURL ?? "" };
  const person = await (await browser.newContext(plain)).newPage();
  await choose(person, link, password);
  await expect(person.getByRole("heading", { name: look_up.title })).toBeVisible();

  const form = { act: "begin" };
  await sendProven(person.request, "/api/account/factor", form, { password });
  await person.goto("/account/factor");
  const secret = (await person.locator("p > span.font-mono").textContent()) ?? "";
  const code = new TOTP({ secret: secret.replaceAll(" ", "") }).generate();
  await person.getByLabel(account.factor.code).fill(code);
  await person.getByRole("button", { name: account.factor.confirm }).click();
  const codes = await person.locator("ul.font-mono li").allTextContents();
  expect(codes).toHaveLength(10);
  const file = person.waitForEvent("download");
  await person.getByRole("link", { name: account.factor.codes_download }).click();
  const text = readFileSync(await (await file).path(), "utf8");
  for (const one of codes) expect(text).toContain(one);
  expect(text).toContain(email);
  await expect(person.getByRole("button", { name: account.factor.codes_print })).toBeHidden();

  await choose(person, await linkFor(page, { act: "reset", email }), `${password} now`);
  await expect(person.getByText(set_up.done)).toBeVisible();
  await expect(person.getByLabel(sign_in.email)).toHaveValue(email);
  await person.getByLabel(sign_in.password, { exact: true }).fill(`${password} now`);
  await person.getByLabel(sign_in.code).fill(codes[0] ?? "");
  await person.getByRole("button", { name: sign_in.submit, exact: true }).click();
  await expect(person.getByRole("heading", { name: look_up.title })).toBeVisible();
  await person.context().close();
});
