import { DEMO } from "#lib/account/demo.ts";
import { expect, messagesOf, openMenu, shownAnswer, test } from "./fixtures.ts";
import { FORM, rawRequest } from "./raw-request.ts";

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

test("a refused sign-in keeps the e-mail address, says why at the field and starts there", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await expect(page.getByLabel(words.sign_in.email)).toBeFocused();
  await expect(page.getByLabel(words.sign_in.code)).toBeHidden();
  await fillIn(page, clerk, "not the password");
  const password = page.getByLabel(words.sign_in.password, { exact: true });
  await expect(page.getByLabel(words.sign_in.email)).toHaveValue(clerk);
  await expect(password).toBeFocused();
  await expect(password).toHaveAccessibleDescription(words.sign_in.wrong);
  await expect(page.getByLabel(words.sign_in.code)).toBeVisible();
  expect(page.url()).not.toContain("clerk");
  await password.fill(DEMO.password);
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
  await expect(page.getByRole("heading", { name: words.look_up.title })).toBeVisible();
  // What was typed is forgotten with the sign-in.
  expect((await context.cookies()).map(({ name }) => name).join()).not.toContain("flash");
  await context.close();
});

test("the demo's people are buttons, and a typed password can be shown", async ({ page }) => {
  await page.goto("/sign-in?callbackUrl=%2Faccount");
  const password = page.getByLabel(words.sign_in.password, { exact: true });
  await password.fill("seen");
  await page.getByRole("button", { name: words.sign_in.show_password }).click();
  await expect(password).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: words.sign_in.hide_password }).click();
  await expect(password).toHaveAttribute("type", "password");
  const name = words.sign_in.practice_enter.replace("{role}", words.app.role.auditor);
  await page.getByRole("button", { name }).click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("main")).toContainText("auditor@demo.kz");
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
  await openMenu(page);
  await page.getByRole("button", { name: words.app.sign_out }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const thief = await browser.newContext({ storageState: copied, baseURL: baseURL ?? "" });
  const answer = await thief.request.get("/api/transactions/205218074");
  expect(answer.status()).toBe(401);
  await thief.close();
});

test("only the addresses of the sign-in that the product uses answer (A-67)", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
  const unused = ["_log", "verify-request", "providers", "error", "session", "signout", "nothing"];
  for (const name of [...unused, "callback", "callback/credential", "callback/*", "signin/x"]) {
    for (const method of ["GET", "POST"]) {
      const answer = await page.request.fetch(`/api/auth/${name}`, {
        method,
        ...(method === "POST" && { form: { csrfToken, level: "error", code: "mine" } }),
      });
      expect(answer.status(), `${method} ${name}`).toBe(404);
      expect(answer.headers()["set-cookie"]).toBeUndefined();
    }
  }
  // No spelling of the address passes the budget of attempts.
  const spellings = [
    "%63allback/credentials",
    "callback/credential%73",
    "%2e%2e/auth/callback/credentials",
  ];
  for (const spelling of spellings) {
    const answer = await rawRequest(url, `/api/auth/${spelling}`, {
      method: "POST",
      headers: FORM,
    });
    expect(answer.status, spelling).toBe(400);
  }
  expect((await page.request.get("/api/transactions/205218074")).status()).toBe(200);
});

test("a token of another installation is replaced, and the first right password signs in", async ({
  page,
  context,
  baseURL,
}) => {
  const name = `anyqta.csrf-${new URL(baseURL ?? "").port}`;
  for (const address of ["/sign-in", "/sign-in?callbackUrl=%2Ftransactions"]) {
    await context.clearCookies();
    await context.addCookies([
      { name, value: `${"a".repeat(43)}|${"b".repeat(64)}`, url: baseURL ?? "" },
    ]);
    await page.goto(address);
    await fillIn(page, clerk, DEMO.password);
    await expect(page).toHaveURL(address.includes("transactions") ? /\/transactions/ : /\/$/);
  }
});

test("a browser that keeps no cookies is told so, once", async ({ page, context }) => {
  await context.clearCookies();
  // So the browser comes back from being sent the cookie.
  await page.goto(`/sign-in?callbackUrl=%2F&begun=${Date.now()}`);
  await expect(page.getByText(words.sign_in.cookies)).toBeVisible();
  // An old address of that kind begins anew.
  await page.goto(`/sign-in?callbackUrl=%2F&begun=${Date.now() - 60_000}`);
  await expect(page.getByText(words.sign_in.cookies)).toHaveCount(0);
  await expect(page.locator("[data-sign-in] input[name=csrfToken]")).toHaveValue(/./);
});

test("signing out leaves nothing of the session in the browser (A-28)", async ({
  page,
  signIn,
  context,
}) => {
  await signIn();
  await page.request.post("/api/passkeys/proof", { form: {} });
  const names = async () => (await context.cookies()).map(({ name }) => name.replace(/-\d+$/, ""));
  expect(await names()).toEqual(expect.arrayContaining(["anyqta.session", "anyqta.challenge"]));
  await page.request.post("/api/sign-out", { form: {}, maxRedirects: 0 });
  for (const name of ["anyqta.session", "anyqta.challenge"]) {
    expect(await names()).not.toContain(name);
  }
});

test("a sign-out is a row with its address", async ({ page, signIn }) => {
  await signIn("auditor");
  await page.goto("/");
  await openMenu(page);
  await page.getByRole("button", { name: words.app.sign_out }).click();
  await expect(page).toHaveURL(/sign-in/);
  await signIn("auditor");
  await page.goto("/audit?event=session.ended");
  const row = page.getByRole("listitem").filter({ hasText: "auditor@demo.kz" }).first();
  await expect(row).toContainText(/127\.0\.0\.1|::1/);
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
  await openMenu(page);
  await page.getByRole("button", { name: words.app.sign_out }).click();
  for (const _back of [1, 2]) {
    // The sign-in page may reload once to get its cookie; going back works after that only.
    await expect(page).toHaveURL(/sign-in/);
    await expect(page.locator("[data-sign-in] input[name=csrfToken]")).toHaveValue(/./);
    await page.goBack();
    await expect(page).toHaveURL(/sign-in/);
    await expect(shownAnswer(page)).toHaveCount(0);
  }
});
