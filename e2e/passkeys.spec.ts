import type { CDPSession, Page } from "@playwright/test";
import type { Role } from "#lib/account/access.ts";
import { DEMO } from "#lib/account/demo.ts";
import { LOCALES } from "#lib/i18n/locale.ts";
import { type Application, startApplication } from "./application.ts";
import { test as base, expect, messagesOf } from "./fixtures.ts";
import { fillCode, proveOnPage } from "./proven.ts";
import { FORM, rawRequest, trySignIn } from "./raw-request.ts";
import { expectNoOverflow, expectNoViolations } from "./sound.ts";

/** Passkeys in a browser with a virtual authenticator, on an application of its own. */
const test = base.extend<object, { application: Application }>({
  application: [
    async ({}, use) => {
      const application = await startApplication();
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});
// Each test uses another demo account, because an account with a passkey needs it to sign in.
test.describe.configure({ mode: "serial" });

const words = messagesOf("en");
const { account, sign_in } = words;
const emailOf = (role: Role) => DEMO.people.find((one) => one.role === role)?.email ?? "";
const PASSKEY_ROUTE = "/api/auth/callback/passkey";

interface Device {
  cdp: CDPSession;
  authenticatorId: string;
}

/** Removes the passkeys and codes of an account, as no page removes the last second factor. */
async function forgetFactors({ query }: Application, role: Role): Promise<void> {
  const person = `(select id from people where email = '${emailOf(role)}')`;
  await query(`delete from passkeys where person_id = ${person}`);
  await query(`delete from recovery_codes where person_id = ${person}`);
}

/** Adds a virtual authenticator that always confirms the user. */
async function plugIn(page: Page): Promise<Device> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

/** Adds a passkey to the signed-in account; gives the recovery codes. */
async function addPasskey(page: Page, name: string): Promise<string[]> {
  await page.goto("/account");
  await page.getByRole("link", { name: account.passkey.add }).click();
  await page.getByRole("link", { name: account.passkey.add }).click();
  await expect(page.getByText(account.acts.passkey_add)).toBeVisible();
  await proveOnPage(page);
  await page.getByLabel(account.passkey.name).fill(name);
  await page.getByRole("button", { name: account.passkey.add }).click();
  await expect(page.getByRole("heading", { name: account.factor.codes_title })).toBeVisible();
  const codes = await page.locator("ul.font-mono li").allTextContents();
  await page.getByRole("button", { name: account.factor.codes_done }).click();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  return codes;
}

async function pressPasskey(page: Page, password = "") {
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByLabel(sign_in.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: sign_in.passkey }).click();
}

async function fillSignIn(page: Page, email: string, code = "") {
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByLabel(sign_in.email).fill(email);
  await page.getByLabel(sign_in.password, { exact: true }).fill(DEMO.password);
  await fillCode(page, code);
  await page.getByRole("button", { name: sign_in.submit, exact: true }).click();
}

const expectIn = (page: Page) =>
  expect(page.getByRole("heading", { name: words.look_up.title })).toBeVisible();
const expectRefused = (page: Page) =>
  expect(page.getByRole("alert").filter({ hasText: sign_in.wrong })).toBeVisible();

test("a clerk with a passkey signs in by it alone, and no longer by the password alone", async ({
  page,
  signIn,
  application,
}) => {
  await plugIn(page);
  await signIn("clerk");
  const codes = await addPasskey(page, "work phone");
  expect(codes).toHaveLength(10);
  await pressPasskey(page);
  await expectIn(page);
  await page.goto("/account");
  await expect(page.getByText(/last used/)).toBeVisible();
  await expect(page.getByText(account.factor.passkey_only)).toBeVisible();
  await fillSignIn(page, emailOf("clerk"));
  await expectRefused(page);
  await fillSignIn(page, emailOf("clerk"), codes[0]);
  await expectIn(page);
  // The authenticator has a passkey already, so it creates no second one.
  await page.goto("/account/factor");
  await page.getByRole("link", { name: account.passkey.add }).click();
  await page.getByRole("button", { name: account.proof.passkey }).click();
  await page.getByRole("button", { name: account.passkey.add }).click();
  await expect(page.getByText(account.passkey.failed)).toBeVisible();
  await page.goto("/account");
  await page.getByRole("button", { name: "Remove the passkey “work phone”" }).click();
  // The last second factor stays.
  await expect(page.getByText(account.passkey.last)).toBeVisible();
  await pressPasskey(page);
  await expectIn(page);
  await forgetFactors(application, "clerk");
});

test("an administrator needs passkey and password, at the sign-in and for re-authentication (P-23, A-64)", async ({
  page,
  signIn,
}) => {
  await plugIn(page);
  await signIn("admin");
  await addPasskey(page, "laptop");
  for (const password of ["", "not the password"]) {
    await pressPasskey(page, password);
    await expectRefused(page);
  }
  await pressPasskey(page, DEMO.password);
  await expectIn(page);
  await page.goto("/confirm?back=%2Fpeople");
  await page.getByRole("button", { name: account.proof.passkey_and_password }).click();
  await expect(page.getByRole("alert").filter({ hasText: account.proof.wrong })).toBeVisible();
  await page.getByLabel(account.proof.password).fill(DEMO.password);
  await page.getByRole("button", { name: account.proof.passkey_and_password }).click();
  await expect(
    page.getByRole("heading", { name: account.people.title, exact: true }),
  ).toBeVisible();
  const started = await page.request.get("/api/audit?event=session.started");
  expect(await started.text()).toMatch(/admin@demo\.kz,session\.started.*""way"":""passkey""/);
  await page.goto("/audit?event=passkey.added");
  await expect(page.getByRole("list").filter({ hasText: emailOf("admin") })).toBeVisible();
});

test("a supervisor re-authenticates with a passkey, not without user verification", async ({
  page,
  signIn,
}) => {
  const { cdp, authenticatorId } = await plugIn(page);
  await signIn("supervisor");
  await addPasskey(page, "key");
  await page.goto("/confirm?back=%2Faccount");
  await page.getByRole("button", { name: account.proof.passkey }).click();
  await expect(page.getByRole("heading", { name: account.title })).toBeVisible();
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await pressPasskey(page);
  await expect(page.getByText(sign_in.passkey_failed)).toBeVisible();
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await page.getByRole("button", { name: sign_in.passkey }).click();
  await expectIn(page);
});

test("a replayed answer is refused like a wrong password", async ({
  page,
  signIn,
  application,
}) => {
  await plugIn(page);
  await signIn("auditor");
  await addPasskey(page, "tablet");
  const caught = page.waitForRequest((request) => request.url().endsWith(PASSKEY_ROUTE));
  await pressPasskey(page);
  const request = await caught;
  await expect(page).toHaveURL(/\/audit|\/$/);
  const again = await rawRequest(application.url, PASSKEY_ROUTE, {
    method: "POST",
    headers: { ...FORM, cookie: (await request.allHeaders()).cookie ?? "" },
    body: request.postData() ?? "",
  });
  const wrong = await trySignIn(application.url, { password: "not the password" });
  const query = (location = "") => new URL(location, application.url).search;
  expect(again.status).toBe(wrong.status);
  expect(query(again.headers.location)).toBe(query(wrong.headers.location));
  expect(String(again.headers["set-cookie"])).not.toContain("anyqta.session");
});

test("passkeys are not offered without scripts or without support in the browser", async ({
  page,
  browser,
  baseURL,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, "PublicKeyCredential"));
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: sign_in.passkey })).toHaveCount(0);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const plain = await context.newPage();
  await plain.goto("/sign-in");
  await expect(plain.getByRole("button", { name: sign_in.submit, exact: true })).toBeVisible();
  await expect(plain.getByRole("button", { name: sign_in.passkey })).toBeHidden();
  await context.close();
});

test("passkeys are not offered at an IP address, where they cannot work", async ({ page }) => {
  const other = await startApplication({ NEXTAUTH_URL: "http://127.0.0.1:3000" });
  try {
    await page.goto(`${other.url}/sign-in?callbackUrl=%2F`);
    await expect(page.getByRole("button", { name: sign_in.submit, exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: sign_in.passkey })).toHaveCount(0);
    const asked = await page.request.post(`${other.url}/api/passkeys/sign-in`, { form: {} });
    expect(asked.status()).toBe(404);
  } finally {
    await other.stop();
  }
});

for (const locale of LOCALES) {
  test(`the pages with a passkey pass axe and fit a phone (${locale})`, async ({
    page,
    speak,
    signIn,
    application,
  }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await plugIn(page);
    await signIn("clerk");
    await addPasskey(page, "a name as long as that of a passkey may be: sixty characters");
    await speak(locale);
    for (const path of ["/account", "/account/factor", "/confirm"]) {
      await page.goto(path);
      await expectNoViolations(page, path);
      await expectNoOverflow(page, path);
    }
    await forgetFactors(application, "clerk");
  });
}
