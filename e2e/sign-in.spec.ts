import { DEMO } from "#lib/account/demo.ts";
import { expect, messagesOf, shownAnswer, test } from "./fixtures.ts";

const words = messagesOf("en");
const clerk = DEMO.people[0].email;

async function fillIn(page: import("@playwright/test").Page, email: string, password: string) {
  await page.getByLabel(words.sign_in.email).fill(email);
  await page.getByLabel(words.sign_in.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
}

test("a link leads through the sign-in to the payment; the bank is not asked before", async ({
  page,
  application,
}) => {
  const before = application.bank.calls.status;
  await page.goto("/transactions/205218074?terminal=main");
  await expect(page).toHaveURL(/\/sign-in/);
  expect(application.bank.calls.status).toBe(before);
  await fillIn(page, clerk, DEMO.password);
  await expect(page).toHaveURL(/\/transactions\/205218074\?terminal=main$/);
  await expect(page.getByText(words.badge.partly_refunded).first()).toBeVisible();
});

test("signing in works without scripts", { tag: "@smoke" }, async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/");
  await fillIn(page, clerk, DEMO.password);
  await expect(page.getByRole("heading", { name: words.look_up.title })).toBeVisible();
  await context.close();
});

test("a wrong password and an unknown name get the same answer (A-10)", { tag: "@smoke" }, async ({
  page,
}) => {
  for (const email of [clerk, "nobody@demo.kz"]) {
    await page.goto("/sign-in");
    await fillIn(page, email, "not the password");
    await expect(page.getByRole("alert").filter({ hasText: words.sign_in.wrong })).toBeVisible();
  }
});

test("callbackUrl never leaves our origin (A-22)", async ({ page, baseURL }) => {
  const hostile = [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
  ];
  for (const callbackUrl of hostile) {
    await page.context().clearCookies();
    await page.goto(`/api/auth/signin?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    await fillIn(page, clerk, DEMO.password);
    await expect(page).toHaveURL(`${baseURL}/`);
  }
});

test("signing out invalidates a copied cookie (A-03)", async ({
  page,
  signIn,
  browser,
  baseURL,
}) => {
  await signIn();
  const copied = await page.context().storageState();
  await page.goto("/");
  await page.getByRole("button", { name: words.app.sign_out }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const thief = await browser.newContext({ storageState: copied, baseURL: baseURL ?? "" });
  const answer = await thief.request.get("/api/transactions/205218074");
  expect(answer.status()).toBe(401);
  await thief.close();
});

test("next-auth's own sign-out ends the session, too", async ({
  page,
  signIn,
  browser,
  baseURL,
}) => {
  await signIn();
  const storageState = await page.context().storageState();
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
  await page.request.post("/api/auth/signout", { form: { csrfToken } });
  const thief = await browser.newContext({ storageState, baseURL: baseURL ?? "" });
  expect((await thief.request.get("/api/transactions/205218074")).status()).toBe(401);
  await thief.close();
});

test("both ways of signing out leave nothing of the session in the browser (A-28)", async ({
  page,
  signIn,
  context,
}) => {
  const leave = {
    "/api/sign-out": async () => ({}),
    "/api/auth/signout": async () => (await page.request.get("/api/auth/csrf")).json(),
  };
  for (const [path, form] of Object.entries(leave)) {
    await signIn();
    await page.request.post("/api/passkeys/proof", { form: {} });
    const names = async () => (await context.cookies()).map(({ name }) => name);
    expect(await names()).toEqual(expect.arrayContaining(["anyqta.callback", "anyqta.challenge"]));
    await page.request.post(path, { form: await form(), maxRedirects: 0 });
    expect([path, await names()]).toEqual([path, ["anyqta.csrf"]]);
  }
});

test("after signing out, Back shows no data and the browser stores none (A-28, A-29)", async ({
  page,
  signIn,
}) => {
  await signIn("supervisor");
  await page.goto("/transactions/205218074");
  await expect(shownAnswer(page)).toBeVisible();
  const kept = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    (await caches.keys()).length,
    (await indexedDB.databases()).length,
  ]);
  expect(kept).toEqual([0, 0, 0, 0]);
  await page.goto("/");
  await page.getByRole("button", { name: words.app.sign_out }).first().click();
  for (const _back of [1, 2]) {
    // The sign-in page may reload once to get its cookie; going back works after that only.
    await expect(page).toHaveURL(/sign-in/);
    await expect(page.locator("input[name=csrfToken]")).toHaveValue(/./);
    await page.goBack();
    await expect(page).toHaveURL(/sign-in/);
    await expect(shownAnswer(page)).toHaveCount(0);
  }
});
