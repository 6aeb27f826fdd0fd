import { randomBytes, randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { listPath, MOST_INVOICES, NO_FILTERS } from "#lib/list/query.ts";
import { expect, messagesOf, openMenu } from "./fixtures.ts";
import { emailOf, endSessions, signInHere } from "./session-end/session-end.ts";
import { PROVIDER_NAME, someone, ssoTest } from "./sso-fixtures.ts";

/** The longest list that an address can hold leads through every way of signing in, and back. */
const test = ssoTest({
  OIDC_ROLE_CLAIM: "roles",
  OIDC_ROLE_MAP: "shop=clerk",
  OIDC_NEW_PEOPLE: "yes",
});

const words = messagesOf("en");

/** Numbers of 64 characters, which cannot be compressed. */
const invoices = Array.from({ length: MOST_INVOICES }, () => randomBytes(48).toString("base64url"));
const LONGEST = listPath({ ...NO_FILTERS, invoices });

async function expectTheList(page: Page, path = LONGEST): Promise<void> {
  await expect.poll(() => page.url().replace(/^https?:\/\/[^/]+/, "")).toBe(path);
  await expect(page.getByRole("heading", { name: words.history.title })).toBeVisible();
}

test("by password, after a wrong one too", async ({ page }) => {
  await page.goto(LONGEST);
  await page.getByLabel(words.sign_in.email).fill(emailOf("clerk"));
  await page.getByLabel(words.sign_in.password, { exact: true }).fill("not the password at all");
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
  await expect(page.getByText(words.sign_in.wrong)).toBeVisible();
  await signInHere(page, "clerk");
  await expectTheList(page);
});

test("by the company's identity provider", async ({ page, provider }) => {
  provider.seat({ ...someone(), roles: ["shop"] });
  await page.goto(LONGEST);
  const name = words.sso.sign_in.replace("{name}", PROVIDER_NAME);
  await page.getByRole("button", { name }).click();
  await expectTheList(page);
});

test("from the sign-in page in another language", async ({ page }) => {
  await page.goto(LONGEST);
  await page.getByRole("button", { name: "Рус" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
  await page.getByRole("button", { name: "Eng" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await signInHere(page, "clerk");
  await expectTheList(page);
});

test("in another language and theme without scripts", async ({ signIn, withoutScripts }) => {
  await signIn();
  const page = await withoutScripts();
  await page.goto(LONGEST);
  await openMenu(page);
  await page.getByRole("button", { name: "Қаз" }).click();
  await openMenu(page);
  await page.getByRole("button", { name: new RegExp(messagesOf("kk").app.theme) }).click();
  await openMenu(page);
  await page.getByRole("button", { name: "Eng" }).click();
  await expectTheList(page);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("from the full box after the session has ended", async ({
  page,
  signIn,
  application: { url },
}) => {
  // As many numbers as may be, as long as the box allows.
  const number = () =>
    Array.from({ length: 13 }, () => `${"abcdefgh"[randomInt(8)]}${randomInt(10)}x`).join("");
  const numbers = Array.from({ length: MOST_INVOICES }, number);
  await signIn();
  await page.goto("/");
  await page.getByLabel(words.look_up.label).fill(numbers.join(" "));
  await endSessions(url, "clerk");
  await page.getByLabel(words.look_up.label).press("Enter");
  await signInHere(page, "clerk");
  await expectTheList(page, listPath({ ...NO_FILTERS, invoices: numbers }));
});
