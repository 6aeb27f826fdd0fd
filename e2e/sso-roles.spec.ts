import { expect, messagesOf } from "./fixtures.ts";
import { sendProven } from "./proven.ts";
import { expectError, logOf, pressSignIn, someone, ssoTest } from "./sso-fixtures.ts";

/** Single sign-on in which claims of the provider create accounts and set roles. */
const test = ssoTest({
  OIDC_ROLE_CLAIM: "roles",
  OIDC_ROLE_MAP: "shop-heads=supervisor, shop=clerk, shop-log=auditor",
  OIDC_NEW_PEOPLE: "yes",
});
test.describe.configure({ mode: "serial" });

const words = messagesOf("en");

test("a new person with a role gets an account with that role and no password", async ({
  page,
  application,
  provider,
}) => {
  const person = { ...someone(), roles: ["office", "shop", "shop-heads"] };
  provider.seat(person);
  await pressSignIn(page);
  await expect(page.getByRole("heading", { name: words.look_up.title })).toBeVisible();
  await page.goto("/account");
  const who = words.account.signed_in
    .replace("{email}", person.email)
    .replace("{role}", words.app.role.supervisor);
  await expect(page.locator("#content").getByText(who)).toBeVisible();
  expect(await logOf(application, { page, event: "person.added" })).toMatch(
    new RegExp(`${person.email}.*supervisor`),
  );
  // Re-authentication goes to the provider, as there is no password.
  await page.goto("/account/factor");
  await page.getByRole("button", { name: words.account.factor.begin }).click();
  await expect(page.getByText(words.account.acts.app_set)).toBeVisible();
  await expect(page.getByLabel(words.account.proof.password)).toHaveCount(0);
  await page.getByRole("button", { name: "Shop ID" }).click();
  await page.getByRole("button", { name: words.account.acts.app_set }).click();
  await expect(page.getByLabel(words.account.factor.code)).toBeVisible();
  // The only way to sign in cannot be removed.
  const answer = await page.request.post("/api/account/sso", {
    form: { act: "disconnect" },
    maxRedirects: 0,
  });
  expect(answer.headers().location).toBe("/account?problem=sso_only#sso");
});

test("the role follows the claim at each sign-in, and a change ends other sessions (P-11)", async ({
  page,
  browser,
  baseURL,
  application,
  provider,
}) => {
  const person = someone();
  provider.seat({ ...person, roles: ["shop"] });
  await pressSignIn(page);
  await expect(page.getByRole("heading", { name: words.look_up.title })).toBeVisible();
  const other = await (await browser.newContext({ baseURL: baseURL ?? "" })).newPage();
  provider.seat({ ...person, roles: ["shop-log"] });
  await pressSignIn(other);
  await expect(other.getByRole("heading", { name: words.account.audit.title })).toBeVisible();
  expect((await page.request.get("/api/palette")).status()).toBe(401);
  expect((await other.request.get("/api/transactions/205218074")).status()).toBe(403);
  expect(await logOf(application, { page, event: "person.role_changed" })).toMatch(
    new RegExp(`${person.email}.*"after"":""auditor"".*"before"":""clerk""`),
  );
  await other.context().close();
});

test("without a known role the sign-in is refused, for new and known people", async ({
  page,
  application,
  provider,
}) => {
  const person = someone();
  for (const roles of [["shop"], ["admin", "Shop"], []]) {
    await page.context().clearCookies();
    provider.seat({ ...person, roles });
    await pressSignIn(page);
    if (roles.includes("shop")) {
      await expect(page.getByRole("heading", { name: words.look_up.title })).toBeVisible();
    } else {
      await expectError(page, "sso_stranger");
    }
  }
  expect(await logOf(application, { page, event: "sso.refused" })).toMatch(
    new RegExp(`no_role.*${person.sub}`),
  );
});

test("an e-mail address of an existing account neither creates nor links an account", async ({
  page,
  application,
  provider,
}) => {
  const { sub } = someone();
  provider.seat({ sub, email: "Admin@demo.kz", roles: ["shop-heads"] });
  await pressSignIn(page);
  await expectError(page, "sso_taken");
  expect((await page.request.get("/api/palette")).status()).toBe(401);
  expect(await logOf(application, { page, event: "sso.refused" })).toMatch(
    new RegExp(`email_taken.*${sub}`),
  );
});

test("the last administrator keeps the role", async ({ page, signIn, application, provider }) => {
  const { sub } = someone();
  await signIn("admin");
  provider.seat({ sub });
  await sendProven(page.request, "/api/account/sso", { act: "connect" });
  await page.goto("/sign-in/onward");
  await expect(page.getByText(words.sso.done.sso)).toBeVisible();
  await page.context().clearCookies();
  provider.seat({ sub, roles: ["shop"] });
  await pressSignIn(page);
  await expectError(page, "sso_stranger");
  expect(await logOf(application, { page, event: "sso.refused" })).toMatch(
    new RegExp(`last_admin.*${sub}`),
  );
  await page.context().clearCookies();
  await signIn("admin");
  await page.goto("/people");
  await expect(
    page.getByRole("heading", { name: words.account.people.title, exact: true }),
  ).toBeVisible();
});
