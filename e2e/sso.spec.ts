import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { DEMO } from "#lib/account/demo.ts";
import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf } from "./fixtures.ts";
import { proveAndPress, sendProven } from "./proven.ts";
import { expectNoViolations } from "./sound.ts";
import {
  expectError,
  logOf,
  PROVIDER_NAME,
  pressSignIn,
  someone,
  ssoTest,
} from "./sso-fixtures.ts";

/** Single sign-on in which Anyqta itself has the accounts and roles. */
const test = ssoTest({ OIDC_SECOND_FACTOR: "mfa, hwk" });
test.describe.configure({ mode: "serial" });

const words = messagesOf("en");
const { account, sso } = words;
const named = (text: string) => text.replaceAll("{name}", PROVIDER_NAME);

/** The password of everybody whom a test adds. */
const password = "a phrase that only Aigul knows";

/** Presses the button that connects the provider, with a proof for it. */
async function pressConnect(page: Page, code = "") {
  await page.goto("/account");
  await page.getByRole("button", { name: named(sso.connect) }).click();
  await proveAndPress(page, account.acts.identity_link, { password, code });
}

async function connect(page: Page, code = "") {
  await pressConnect(page, code);
  await expect(page.getByText(sso.done.sso)).toBeVisible();
}

async function expectSignedIn(page: Page) {
  await expect(page.getByRole("heading", { name: words.look_up.title })).toBeVisible();
}

/** Adds a person as the administrator does, and signs them in by their new password. */
async function newPerson(page: Page, email: string): Promise<void> {
  const password = "a phrase that only Aigul knows";
  const form = { act: "invite", email, role: "clerk" };
  const answer = await sendProven(page.request, "/api/people", form);
  const link = />(https?:[^<]+\/set-up\/[^<]+)</.exec(await answer.text())?.[1] ?? "";
  const token = link.split("/").at(-1) ?? "";
  await page.context().clearCookies();
  await page.request.post("/api/set-up", { form: { token, password, repeat: password } });
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
  await page.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password },
  });
}

/** Sets up a second factor; gives two recovery codes. */
async function enrol(page: Page): Promise<[string, string]> {
  await page.goto("/account/factor");
  await page.getByRole("button", { name: account.factor.begin }).click();
  await proveAndPress(page, account.acts.app_set, { password });
  const secret = (await page.locator("[data-copy]").getAttribute("data-copy")) ?? "";
  const totp = new TOTP({ secret });
  await page.getByLabel(account.factor.code).fill(totp.generate());
  await page.getByRole("button", { name: account.factor.confirm }).click();
  await expect(page.getByRole("heading", { name: account.factor.codes_title })).toBeVisible();
  const [first = "", second = ""] = await page.locator("ul.font-mono li").allTextContents();
  return [first, second];
}

test("an unknown person is told to ask the administrator, and their e-mail address links no account (A-14)", async ({
  page,
  application,
  provider,
}) => {
  for (const email of [someone().email, DEMO.people[0].email]) {
    const { sub } = someone();
    await page.context().clearCookies();
    provider.seat({ sub, email });
    await pressSignIn(page);
    await expectError(page, "sso_stranger");
    expect((await page.request.get("/api/palette")).status()).toBe(401);
    const log = await logOf(application, { page, event: "sso.refused" });
    expect(log).toMatch(new RegExp(`unknown.*${sub}`));
  }
});

test("a person connects, signs in with a return path, and disconnects", async ({
  page,
  signIn,
  application,
  provider,
}) => {
  const { sub, email } = someone();
  await signIn("admin");
  await newPerson(page, email);
  provider.seat({ sub, email: "quite.another@demo.kz" });
  await connect(page);
  await page.context().clearCookies();
  await page.goto("/transactions/205218074?terminal=main");
  await page.getByRole("button", { name: named(sso.sign_in) }).click();
  await expect(page).toHaveURL(/\/transactions\/205218074\?terminal=main$/);
  await expect(page.getByText(words.badge.partly_refunded).first()).toBeVisible();
  // No sign-in is a proof for this; one at the provider for the very act is.
  await page.goto("/account");
  await page.getByRole("button", { name: named(sso.disconnect) }).click();
  await expect(page.getByText(account.acts.identity_unlink)).toBeVisible();
  await page.getByRole("button", { name: named(sso.prove) }).click();
  await page.getByRole("button", { name: account.acts.identity_unlink }).click();
  await expect(page.getByText(sso.done.no_sso)).toBeVisible();
  await page.context().clearCookies();
  await pressSignIn(page);
  await expectError(page, "sso_stranger");
  for (const event of ["identity.linked", "identity.unlinked"]) {
    expect(await logOf(application, { page, event })).toContain(email);
  }
});

test("signing in works without scripts", async ({ browser, page, signIn, provider, baseURL }) => {
  const { sub, email } = someone();
  await signIn("admin");
  await newPerson(page, email);
  provider.seat({ sub });
  await connect(page);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const plain = await context.newPage();
  await pressSignIn(plain);
  await expectSignedIn(plain);
  await context.close();
});

test("an account at the provider is linked to one person, and a person has one", async ({
  page,
  signIn,
  provider,
}) => {
  const mine = someone();
  const other = someone();
  await signIn("admin");
  await newPerson(page, mine.email);
  provider.seat(mine);
  await connect(page);
  await page.context().clearCookies();
  await signIn("admin");
  await newPerson(page, other.email);
  await pressConnect(page);
  await expect(page.getByText(named(sso.problem.sso_taken))).toBeVisible();
  // Nothing was connected, so the proof is still good.
  provider.seat(other);
  await page.getByRole("button", { name: named(sso.connect) }).click();
  await expect(page.getByText(sso.done.sso)).toBeVisible();
  provider.seat(someone());
  await sendProven(page.request, "/api/account/sso", { act: "connect" }, { password });
  await page.goto("/sign-in/onward");
  await expect(page.getByText(named(sso.problem.sso_taken))).toBeVisible();
});

test("a blocked person cannot sign in by the provider", async ({
  page,
  signIn,
  application,
  provider,
}) => {
  const { sub, email } = someone();
  await signIn("admin");
  await newPerson(page, email);
  provider.seat({ sub, amr: ["mfa"] });
  await connect(page);
  await page.context().clearCookies();
  await signIn("admin");
  await sendProven(page.request, "/api/people", { act: "block", email });
  await page.context().clearCookies();
  await pressSignIn(page);
  await expectError(page, "sso_stranger");
  expect(await logOf(application, { page, event: "sso.refused" })).toMatch(
    new RegExp(`blocked.*${sub}`),
  );
});

test("a second factor is required here unless the provider states one (A-16)", async ({
  page,
  signIn,
  application,
  provider,
}) => {
  const { sub, email } = someone();
  await signIn("admin");
  await newPerson(page, email);
  const [first, recovery] = await enrol(page);
  provider.seat({ sub, amr: ["pwd"] });
  await connect(page, first);
  await page.context().clearCookies();
  await page.goto("/transactions/205218074?terminal=main");
  await page.getByRole("button", { name: named(sso.sign_in) }).click();
  await expect(page.getByRole("heading", { name: sso.code.title })).toBeVisible();
  // Until then the session allows nothing.
  const waiting = await page.context().cookies();
  for (const path of ["/", "/account", "/account/factor", "/confirm", "/people", "/sign-in"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: sso.code.title })).toBeVisible();
  }
  for (const path of ["/api/transactions/205218074", "/api/palette", "/api/audit"]) {
    expect((await page.request.get(path)).status()).toBe(401);
  }
  const acts = { "/api/account/factor": "begin", "/api/account/sso": "disconnect" };
  for (const [path, act] of Object.entries(acts)) {
    expect((await page.request.post(path, { form: { act } })).status()).toBe(401);
  }
  await page.goto("/sign-in/code?callbackUrl=%2Ftransactions%2F205218074%3Fterminal%3Dmain");
  const code = page.getByLabel(words.sign_in.code);
  await code.fill("000000");
  await page.getByRole("button", { name: sso.code.submit }).click();
  await expect(page.getByText(sso.code.wrong)).toBeVisible();
  await code.fill(recovery);
  await page.getByRole("button", { name: sso.code.submit }).click();
  await expect(page).toHaveURL(/\/transactions\/205218074\?terminal=main$/);
  // The waiting session and its cookie are gone.
  await page.context().clearCookies();
  await page.context().addCookies(waiting);
  expect((await page.request.get("/api/palette")).status()).toBe(401);
  await page.context().clearCookies();
  provider.seat({ sub, amr: ["pwd", "mfa"] });
  await pressSignIn(page);
  await expectSignedIn(page);
  expect(await logOf(application, { page, event: "session.awaits_code" })).toContain(email);
});

test("re-authentication at the provider works for the same account only (P-16)", async ({
  page,
  signIn,
  application,
  provider,
}) => {
  const { sub, email } = someone();
  await signIn("admin");
  await newPerson(page, email);
  provider.seat({ sub });
  await connect(page);
  provider.seat(someone());
  await page.goto("/confirm?back=/account");
  await page.getByRole("button", { name: named(sso.prove) }).click();
  await expect(page.getByText(named(sso.prove_failed))).toBeVisible();
  expect(await logOf(application, { page, event: "sso.refused" })).toContain("other_identity");
  provider.seat({ sub });
  await page.getByRole("button", { name: named(sso.prove) }).click();
  await expect(page.getByRole("heading", { name: account.title })).toBeVisible();
  expect(await logOf(application, { page, event: "session.proved" })).toContain(email);
});

for (const locale of LOCALES) {
  test(`sign-in, code, confirmation and account pass axe (${locale})`, async ({
    page,
    signIn,
    speak,
    provider,
  }) => {
    test.setTimeout(120_000);
    const expectSound = async (heading: string) => {
      await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
      await expectNoViolations(page, heading);
    };
    const { sub, email } = someone();
    await signIn("admin");
    await newPerson(page, email);
    const [first] = await enrol(page);
    provider.seat({ sub });
    await connect(page, first);
    const spoken = messagesOf(locale);
    await speak(locale);
    await page.goto("/account");
    await expectSound(spoken.account.title);
    await page.goto("/confirm?back=/account");
    await expectSound(spoken.account.proof.title);
    await page.getByRole("button", { name: PROVIDER_NAME }).click();
    await expectSound(spoken.sso.code.title);
    await page.context().clearCookies();
    await speak(locale);
    await page.goto("/api/auth/signin?callbackUrl=%2F");
    await expectSound(spoken.sign_in.title);
  });
}

test("a person who cancels at the provider can try again", async ({
  page,
  application,
  provider,
}) => {
  provider.seat(null);
  await pressSignIn(page);
  await expectError(page, "sso");
  expect(await logOf(application, { page, event: "sso.refused" })).toContain("denied");
});
