import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { DEMO } from "#lib/account/demo.ts";
import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, logRows, messagesOf, openMenu, test } from "./fixtures.ts";
import { fillCode, proveAndPress, sendProven } from "./proven.ts";
import { expectNoViolations } from "./sound.ts";

const words = messagesOf("en");
const { account } = words;

async function fillSignIn(page: Page, email: string, password: string, code = "") {
  await page.goto("/sign-in");
  await page.getByLabel(words.sign_in.email).fill(email);
  await page.getByLabel(words.sign_in.password, { exact: true }).fill(password);
  await fillCode(page, code);
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
}

/** Sets a password by the one-time link, which signs the person in. */
async function setPassword(page: Page, link: string, password: string) {
  await page.goto(link);
  await page.getByLabel(words.set_up.password, { exact: true }).fill(password);
  await page.getByLabel(words.set_up.repeat).fill(password);
  await page.getByRole("button", { name: words.set_up.submit }).click();
  await expect(page.getByRole("heading", { name: words.look_up.title })).toBeVisible();
}

/** Invites a person as the administrator does; gives the one-time link. */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto("/people");
  await page.getByLabel(account.people.email, { exact: true }).fill(email);
  await page.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await page.getByRole("button", { name: account.people.invite, exact: true }).click();
  await proveAndPress(page, account.people.invite);
  const link = page.locator("[data-copy^=http]");
  return (await link.getAttribute("data-copy")) ?? "";
}

test("an invited person sets up a second factor and needs it to sign in (P-10, P-23, A-12)", async ({
  page,
  signIn,
  context,
}) => {
  const email = `factor-${Date.now()}@demo.kz`;
  const password = "a phrase that only Aigul knows";
  await signIn("admin");
  const link = await invite(page, email, "clerk");
  await page.reload();
  await context.clearCookies();
  await setPassword(page, link, password);
  await openMenu(page);
  await page.getByRole("link", { name: account.title, exact: true }).click();
  await page.getByRole("link", { name: account.factor.begin }).click();
  await page.getByRole("button", { name: account.factor.begin }).click();
  await proveAndPress(page, account.acts.app_set, { password });
  const key = (await page.locator("[data-copy]").getAttribute("data-copy")) ?? "";
  const totp = new TOTP({ secret: key });
  await page.getByLabel(account.factor.code).fill("000000");
  await page.getByRole("button", { name: account.factor.confirm }).click();
  await expect(page.getByText(account.factor.wrong)).toBeVisible();
  const first = totp.generate();
  await page.getByLabel(account.factor.code).fill(first);
  await page.getByRole("button", { name: account.factor.confirm }).click();
  await expect(page.getByRole("heading", { name: account.factor.codes_title })).toBeVisible();
  const codes = await page.locator("ul.font-mono li").allTextContents();
  expect(codes).toHaveLength(10);
  await page.getByRole("button", { name: account.factor.codes_done }).click();
  await expect(page.getByText(account.factor.on)).toBeVisible();
  await context.clearCookies();
  // A password alone, a used code, and a wrong password with a valid code get the same answer.
  for (const [given, code] of [
    [password, ""],
    [password, first],
    ["not the password", codes[0]],
  ] as const) {
    await fillSignIn(page, email, given, code);
    await expect(page.getByRole("alert").filter({ hasText: words.sign_in.wrong })).toBeVisible();
  }
  await fillSignIn(page, email, password, codes[0]);
  await expect(page.getByRole("heading", { name: words.look_up.title })).toBeVisible();
  await context.clearCookies();
  await fillSignIn(page, email, password, codes[0]);
  await expect(page.getByRole("alert").filter({ hasText: words.sign_in.wrong })).toBeVisible();
});

test("a block, a change of role and a reset take effect at the next click (P-12, A-04, A-08)", async ({
  page,
  signIn,
  browser,
  baseURL,
}) => {
  const email = `moved-${Date.now()}@demo.kz`;
  const password = "a phrase that only Marat knows";
  await signIn("admin");
  const link = await invite(page, email, "clerk");
  const other = await (await browser.newContext({ baseURL: baseURL ?? "" })).newPage();
  await setPassword(other, link, password);
  const act = async (name: string) => {
    await page.goto("/people");
    const row = page.getByRole("listitem").filter({ hasText: email });
    await row.locator("summary").click();
    await row.getByRole("button", { name }).click();
    await proveAndPress(page, name);
    await expect(page.getByText(account.people.done)).toBeVisible();
  };
  await act(account.people.sign_out);
  await other.reload();
  await expect(other).toHaveURL(/sign-in/);
  await fillSignIn(other, email, password);
  await expect(other.getByRole("heading", { name: words.look_up.title })).toBeVisible();
  await act(account.people.block);
  await other.reload();
  await expect(other).toHaveURL(/sign-in/);
  await act(account.people.unblock);
  await page.goto("/people");
  const row = page.getByRole("listitem").filter({ hasText: email });
  await row.locator("summary").click();
  await row.getByRole("combobox").selectOption("auditor");
  await row.getByRole("button", { name: account.people.change_role }).click();
  await proveAndPress(page, account.people.change_role);
  await expect(page.getByText(account.people.done)).toBeVisible();
  await fillSignIn(other, email, password);
  await expect(other).toHaveURL(/\/audit/);
  const refused = await other.request.get("/api/transactions/205218074");
  expect(refused.status()).toBe(403);
  await other.context().close();
});

test("the audit log records look-ups, acts and its own reading, and is not found without permission (P-32, P-33, A-64)", async ({
  page,
  signIn,
  context,
}) => {
  await signIn("clerk");
  await page.request.get("/api/transactions/205218074");
  const answer = await page.goto("/audit");
  expect(answer?.status()).toBe(404);
  expect((await page.request.get("/api/audit")).status()).toBe(403);
  await context.clearCookies();
  await signIn("auditor");
  await page.goto("/audit?event=payment.looked_up&resource=205218074");
  const log = page.getByRole("list").filter({ hasText: "205218074" });
  await expect(log.getByRole("listitem").first()).toContainText("clerk@demo.kz");
  await page.goto("/audit?event=audit.read");
  await logRows(page).first().locator("summary").click();
  await expect(page.getByText("resource=205218074").first()).toBeVisible();
  const file = await page.request.get("/api/audit?event=session.started");
  expect(file.headers()["content-type"]).toContain("text/csv");
  expect(await file.text()).toMatch(/auditor@demo\.kz,session\.started.*""way"":""password""/);
  const refusals = await (await page.request.get("/api/audit?event=access.refused")).text();
  // The refused requests for the page and for its file (P-33).
  expect(refusals.match(/clerk@demo\.kz,access\.refused,audit\.read/g)).toHaveLength(2);
});

test("re-authentication replaces the session id, and the old one is invalid (A-01)", async ({
  page,
  signIn,
  browser,
  baseURL,
}) => {
  await signIn("supervisor");
  const storageState = await page.context().storageState();
  const thief = await browser.newContext({ storageState, baseURL: baseURL ?? "" });
  expect((await thief.request.get("/api/palette")).status()).toBe(200);
  await page.goto("/confirm?back=%2Faccount");
  await page.getByLabel(account.proof.password).fill(DEMO.password);
  await page.getByRole("button", { name: account.proof.submit, exact: true }).click();
  await expect(page.getByRole("heading", { name: account.title })).toBeVisible();
  expect((await thief.request.get("/api/palette")).status()).toBe(401);
  await thief.close();
});

test("the last administrator cannot be blocked", async ({ page, signIn }) => {
  await signIn("admin");
  const answer = await sendProven(page.request, "/api/people", {
    act: "block",
    email: "admin@demo.kz",
  });
  expect(answer.url()).toMatch(/\/people\?problem=last_admin$/);
  await page.goto("/people");
  await expect(
    page.getByRole("heading", { name: account.people.title, exact: true }),
  ).toBeVisible();
});

const PAGES: readonly [path: string, may: readonly string[]][] = [
  ["/transactions/205218074", ["clerk", "supervisor", "admin"]],
  ["/transactions", ["clerk", "supervisor", "admin"]],
  ["/transactions/205218074/share", ["supervisor", "admin"]],
  ["/shares", ["supervisor", "admin"]],
  ["/personal-data", ["clerk", "supervisor", "admin", "auditor"]],
  ["/people", ["admin"]],
  ["/settings", ["admin"]],
  ["/audit", ["admin", "auditor"]],
  ["/account", ["clerk", "supervisor", "admin", "auditor"]],
  ["/account/factor", ["clerk", "supervisor", "admin", "auditor"]],
  ["/confirm", ["clerk", "supervisor", "admin", "auditor"]],
  ["/api/transactions/205218074", ["clerk", "supervisor", "admin"]],
  ["/api/export?format=csv", ["clerk", "supervisor", "admin"]],
  ["/api/evidence/205218074?language=en", ["clerk", "supervisor", "admin"]],
  ["/api/palette", ["clerk", "supervisor", "admin"]],
  ["/api/audit", ["admin", "auditor"]],
];

test("every page and handler answers the permitted roles only, and the others alike (I3, P-38)", async ({
  page,
  signIn,
  context,
}) => {
  const challenges = ["/api/passkeys/registration", "/api/passkeys/proof"];
  const statusesOf = (paths: readonly string[]) =>
    Promise.all(paths.map(async (path) => (await page.request.post(path, { form: {} })).status()));
  // A challenge to sign in is public; the others need a session.
  expect(await statusesOf(["/api/passkeys/sign-in", ...challenges])).toEqual([200, 401, 401]);
  for (const { role } of DEMO.people) {
    await context.clearCookies();
    await signIn(role);
    // That of a registration needs a proof, too.
    expect(await statusesOf(challenges)).toEqual([403, 200]);
    for (const [path, may] of PAGES) {
      const { status } = { status: (await page.request.get(path)).status() };
      const expected = may.includes(role) ? 200 : path.startsWith("/api/") ? 403 : 404;
      expect(`${role} ${path} ${status}`).toBe(`${role} ${path} ${expected}`);
    }
  }
});

for (const locale of LOCALES) {
  test(`account, people and log pass axe (${locale})`, async ({ page, signIn, speak }) => {
    await speak(locale);
    await signIn("admin");
    for (const path of [
      "/account",
      "/account/factor",
      "/confirm?back=/people",
      "/people",
      "/audit",
      "/settings",
    ]) {
      await page.goto(path);
      for (const fold of await page.getByRole("main").locator("summary").all()) await fold.click();
      await expectNoViolations(page, path);
    }
  });
}
