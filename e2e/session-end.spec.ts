import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Role } from "#lib/account/access.ts";
import { DEMO } from "#lib/account/demo.ts";
import { appRoutes } from "./app-routes.ts";
import { expect, messagesOf, shownAnswer, test } from "./fixtures.ts";
import { FORM, rawRequest, trySignIn } from "./raw-request.ts";

/**
 * A session ends while its person types. Whatever they send then leads to the sign-in, and after it to
 * what they wanted: a question is asked by itself, an act waits for one more press. No JSON is seen.
 */

const words = messagesOf("en");
const { interruption } = words;

function emailOf(role: Role): string {
  return DEMO.people.find((person) => person.role === role)?.email ?? "";
}

/** Ends every session of a person, as the person does elsewhere by "sign out on other devices". */
async function endSessions(url: string, role: Role): Promise<void> {
  const { cookie } = await trySignIn(url, { email: emailOf(role) });
  const headers = { cookie, ...FORM };
  const answer = await rawRequest(url, "/api/account/sessions", { method: "POST", headers });
  expect(answer.status).toBe(303);
}

/** Signs in by the form that the page has come to. */
async function signInHere(page: Page, role: Role): Promise<void> {
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await page.getByLabel(words.sign_in.email).fill(emailOf(role));
  await page.getByLabel(words.sign_in.password, { exact: true }).fill(DEMO.password);
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
}

/** What a browser sends with a form of our own page. */
const BROWSER = { "sec-fetch-mode": "navigate", "sec-fetch-site": "same-origin" };

test("a number typed into the box is looked up after the sign-in", { tag: "@smoke" }, async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/");
  await page.getByLabel(words.look_up.label).fill("10000101");
  await endSessions(url, "clerk");
  await page.getByLabel(words.look_up.label).press("Enter");
  await expect(page).not.toHaveURL(/10000101/);
  await signInHere(page, "clerk");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid");
});

test("a number typed into the palette is looked up, even after a wrong password", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("10000102");
  await endSessions(url, "clerk");
  await page.keyboard.press("Enter");
  await page.getByLabel(words.sign_in.email).fill(emailOf("clerk"));
  await page.getByLabel(words.sign_in.password, { exact: true }).fill("not the password");
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
  await expect(page.getByText(words.sign_in.wrong)).toBeVisible();
  await signInHere(page, "clerk");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "held");
});

test("a search, a filter and a pasted list are answered after the sign-in", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions");
  await page.getByLabel(words.history.search).fill("ARMAN ALI");
  await endSessions(url, "clerk");
  await page.getByLabel(words.history.search).press("Enter");
  await expect(page).not.toHaveURL(/ARMAN/);
  await signInHere(page, "clerk");
  await expect(page.getByLabel(words.history.search)).toHaveValue("ARMAN ALI");
  await expect(page).not.toHaveURL(/ARMAN/);

  await page.goto("/transactions");
  await page.getByText(words.history.filters, { exact: true }).click();
  await page.getByRole("checkbox", { name: words.badge.held, exact: true }).check();
  await page.getByRole("checkbox", { name: words.badge.paid, exact: true }).check();
  await endSessions(url, "clerk");
  await page.getByRole("button", { name: words.history.apply }).click();
  await signInHere(page, "clerk");
  await expect(page).toHaveURL(/\/transactions\?.*state=/);
  const { searchParams } = new URL(page.url());
  expect(searchParams.getAll("state").join(",").split(",").sort()).toEqual(["held", "paid"]);

  await page.goto("/");
  const pasted = Array.from({ length: 60 }, (_, place) => `${70_000_000 + place * 997}`).join(" ");
  await page.getByLabel(words.look_up.label).fill(pasted);
  await endSessions(url, "clerk");
  await page.getByLabel(words.look_up.label).press("Enter");
  await signInHere(page, "clerk");
  await expect(page).toHaveURL(/invoices=70000000/);
});

test("a text too long for an address is given back on a page, and nothing is lost", async ({
  page,
  signIn,
  context,
  application: { url },
}) => {
  await signIn();
  await page.goto("/");
  // Random letters cannot be packed.
  const letters = "абвгдежзиклмнопр";
  const text = Array.from(randomBytes(3_500), (byte) => letters[byte % 16]).join("");
  await page.getByLabel(words.look_up.label).fill(text);
  await endSessions(url, "clerk");
  await page.getByLabel(words.look_up.label).press("Enter");
  const [other] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("link", { name: words.errors.sign_in }).click(),
  ]);
  await signInHere(other, "clerk");
  await expect(other.getByRole("heading", { name: words.look_up.title })).toBeVisible();
  await page.getByRole("button", { name: words.errors.try_again }).click();
  await expect(page.getByLabel(words.history.search)).toHaveValue(text.slice(0, 200));
});

test("a file is downloaded after the sign-in, from a page that says so", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toBeVisible();
  await page.goto("/transactions?q=10000101");
  await page.getByText(words.history.export.title, { exact: true }).click();
  await endSessions(url, "clerk");
  await page.getByRole("button", { name: words.history.export.csv, exact: true }).click();
  const download = page.waitForEvent("download");
  await signInHere(page, "clerk");
  expect((await download).suggestedFilename()).toMatch(/payments-.*\.csv$/);
  await expect(page.getByText(interruption.file)).toBeVisible();
  await page.getByRole("link", { name: interruption.on }).click();
  await expect(page).toHaveURL(/\/transactions\?.*q=10000101/);
});

test("a hidden field is shown after one more press", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions/205218074");
  await expect(shownAnswer(page)).toBeVisible();
  await page.getByRole("button", { name: `${words.personal.show}: ${words.fields.email}` }).click();
  await page.locator("form:popover-open select").selectOption("complaint");
  await endSessions(url, "clerk");
  await page.locator("form:popover-open").getByRole("button").click();
  await signInHere(page, "clerk");
  await expect(page.getByText(interruption.press_again)).toBeVisible();
  await expect(page.getByLabel(words.personal.reason)).toHaveValue("complaint");
  await page.getByRole("button", { name: words.personal.confirm }).click();
  await expect(shownAnswer(page)).toContainText("@");
});

test("a link for an outsider is chosen still, and made by one more press", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn("supervisor");
  await page.goto("/transactions/205218074");
  await expect(shownAnswer(page)).toBeVisible();
  await page.goto("/transactions/205218074/share");
  await page.locator("input[name=field][value=rrn]").check();
  await page.locator("select[name=views]").selectOption("1");
  await page.locator("button[name=preview]").click();
  await endSessions(url, "supervisor");
  await page.getByRole("button", { name: words.share.create }).click();
  await signInHere(page, "supervisor");
  await expect(page.getByText(interruption.not_done)).toBeVisible();
  await expect(page.locator("input[name=field][value=rrn]")).toBeChecked();
  await expect(page.locator("select[name=views]")).toHaveValue("1");
  await page.getByRole("button", { name: words.share.create }).click();
  await expect(page.locator("[data-new-link]")).toHaveText(/\/s\//);
});

test("an invitation and another person's role wait for one more press", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn("admin");
  const email = `typed-${Date.now()}@demo.kz`;
  await page.goto("/people");
  await page.getByLabel(words.account.people.email, { exact: true }).fill(email);
  await page.getByRole("radio", { name: /^supervisor/i }).check();
  await endSessions(url, "admin");
  await page.getByRole("button", { name: words.account.people.invite, exact: true }).click();
  expect(page.url()).not.toContain("typed-");
  await signInHere(page, "admin");
  await expect(page.getByLabel(words.account.people.email)).toHaveValue(email);
  await expect(page.getByLabel(words.account.people.role)).toHaveValue("supervisor");
  await page.getByRole("button", { name: words.account.people.invite, exact: true }).click();
  await expect(page.locator("[data-copy^=http]")).toBeVisible();

  const row = page.getByRole("listitem").filter({ hasText: email });
  await row.getByText(words.account.people.actions.replace("{email}", email)).click();
  await row.getByRole("combobox").selectOption("auditor");
  await endSessions(url, "admin");
  await row.getByRole("button", { name: words.account.people.change_role }).click();
  await signInHere(page, "admin");
  await page.getByRole("button", { name: words.account.people.change_role }).click();
  await expect(page.getByText(words.account.people.done)).toBeVisible();
  await expect(row).toContainText(words.app.role.auditor);
});

test("a view is saved and a payer's data are hidden after one more press", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn("supervisor");
  await page.goto("/transactions?state=held");
  await page.getByText(words.history.views.title, { exact: true }).click();
  await page.getByLabel(words.history.views.name).fill("Бронь на сегодня");
  await endSessions(url, "supervisor");
  await page.getByRole("button", { name: words.history.views.save }).click();
  await signInHere(page, "supervisor");
  await expect(page.getByLabel(words.history.views.name)).toHaveValue("Бронь на сегодня");
  await page.getByRole("button", { name: words.history.views.save }).click();
  await page.getByText(words.history.views.title, { exact: true }).click();
  await expect(page.getByRole("link", { name: "Бронь на сегодня" })).toBeVisible();

  await page.goto("/transactions/10000102");
  await page.getByText(words.privacy.block.begin).click();
  await page
    .getByRole("combobox", { name: words.privacy.block.reason })
    .selectOption("authority_asked");
  await endSessions(url, "supervisor");
  await page.getByRole("button", { name: words.privacy.block.confirm }).click();
  await signInHere(page, "supervisor");
  await expect(page.getByRole("combobox", { name: words.privacy.block.reason })).toHaveValue(
    "authority_asked",
  );
  await page.getByRole("button", { name: words.privacy.block.confirm }).click();
  await expect(page.getByText(words.privacy.block.blocked)).toBeVisible();
});

test("a payment that was opened from a list is come back to in its list", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions/10000101");
  await expect(shownAnswer(page)).toBeVisible();
  await page.goto("/transactions?q=10000101");
  await page.locator("[data-list-link]").first().click();
  await expect(page.getByRole("link", { name: words.history.in_list.back })).toBeVisible();
  await endSessions(url, "clerk");
  await page.reload();
  await signInHere(page, "clerk");
  await expect(page.getByRole("link", { name: words.history.in_list.back })).toBeVisible();
});

test("passwords are not kept, the page is there again and says that nothing was done", async ({
  page,
  signIn,
  application: { url },
}) => {
  const secret = "a phrase that nobody else may read";
  await signIn();
  await page.goto("/account");
  await page.getByLabel(words.set_up.password, { exact: true }).fill(secret);
  await page.getByLabel(words.set_up.repeat).fill(secret);
  await endSessions(url, "clerk");
  await page.getByRole("button", { name: words.account.password.change }).click();
  await signInHere(page, "clerk");
  await expect(page).toHaveURL(/\/account\?again=1#password$/);
  await expect(page.getByText(interruption.not_done)).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  await page.goto("/confirm?back=%2Fshares");
  await page.getByLabel(words.account.proof.password).fill(DEMO.password);
  await endSessions(url, "clerk");
  await page.getByRole("button", { name: words.account.proof.submit, exact: true }).click();
  await signInHere(page, "clerk");
  // A sign-in is a proof: the person goes on to where the proof would have led.
  await expect(page).toHaveURL(/\/shares$/);
});

test("language and theme are chosen without a session, and the page is come back to", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions?state=paid");
  await endSessions(url, "clerk");
  const form = page.locator("form[action='/api/preferences']");
  await form.evaluate((one: HTMLFormElement) => {
    one.append(Object.assign(document.createElement("input"), { name: "language", value: "en" }));
    one.submit();
  });
  await signInHere(page, "clerk");
  await expect(page).toHaveURL(/\/transactions\?state=paid$/);
});

test("somebody else who signs in gets nothing of what the first one typed", async ({
  page,
  signIn,
  application: { url },
}) => {
  const email = `other-${Date.now()}@demo.kz`;
  await signIn("admin");
  await page.goto("/people");
  await page.getByLabel(words.account.people.email, { exact: true }).fill(email);
  await endSessions(url, "admin");
  await page.getByRole("button", { name: words.account.people.invite, exact: true }).click();
  await signInHere(page, "supervisor");
  await expect(page.getByText(interruption.of_another)).toBeVisible();
  expect(await page.content()).not.toContain(email);
});

test("every form and file of staff leads a signed-out person to the sign-in, and a program to a code", async ({
  application: { url },
}) => {
  const handlers = appRoutes().filter(({ is, isPublic }) => is === "handler" && !isPublic);
  expect(handlers.length).toBeGreaterThan(15);
  for (const { path, methods } of handlers) {
    for (const method of methods) {
      const isForm = method === "POST";
      const options = { method, ...(isForm && { body: "act=invite" }) };
      const type = isForm ? FORM : {};
      const browsers = [BROWSER, { accept: "text/html,application/xhtml+xml" }];
      for (const headers of browsers) {
        const answer = await rawRequest(url, path, {
          ...options,
          headers: { ...headers, ...type },
        });
        expect([path, answer.status]).toEqual([path, 303]);
        expect(answer.headers.location).toMatch(/^\/api\/auth\/signin\?callbackUrl=%2F/);
      }
      const programs = [{}, { accept: "application/json" }, { "sec-fetch-mode": "cors" }];
      for (const headers of programs) {
        const answer = await rawRequest(url, path, {
          ...options,
          headers: { ...headers, ...type },
        });
        expect([path, answer.status]).toEqual([path, 401]);
        expect(answer.headers["content-type"]).toContain("application/json");
      }
    }
  }
});

test("another site's form is refused before anything of it is kept", async ({
  application: { url },
}) => {
  const answer = await rawRequest(url, "/api/people", {
    method: "POST",
    headers: { ...FORM, "sec-fetch-mode": "navigate", "sec-fetch-site": "cross-site" },
    body: "act=invite&email=evil@example.com&role=admin",
  });
  expect(answer.status).toBe(403);
  expect(answer.headers.location).toBeUndefined();
});
