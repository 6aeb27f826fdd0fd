import { DEMO } from "#lib/account/demo.ts";
import { expect, messagesOf, openDetails, shownAnswer, test } from "../fixtures.ts";
import { proveAndPress, proveOnPage } from "../proven.ts";
import { endSessions, signInHere } from "./session-end.ts";

/**
 * Forms that change something, submitted after the session has ended: after the sign-in they are
 * shown again, filled in, and wait for another click.
 */

const words = messagesOf("en");
const { interruption } = words;

test("a hidden field is revealed after another click", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn();
  await page.goto("/transactions/205218074");
  await openDetails(page);
  await page.getByRole("button", { name: `${words.personal.show}: ${words.fields.email}` }).click();
  await page.locator("form:popover-open select").selectOption("complaint");
  await endSessions(url, "clerk");
  await page.locator("form:popover-open").getByRole("button").click();
  await signInHere(page, "clerk");
  await expect(page.getByText(interruption.press_again)).toBeVisible();
  await expect(page.getByRole("combobox", { name: words.personal.reason })).toHaveValue(
    "complaint",
  );
  await page.getByRole("button", { name: words.personal.confirm }).click();
  await expect(shownAnswer(page)).toContainText("@");
});

test("the choices for a share link are kept, and another click creates it", async ({
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

test("an invitation and a change of role wait for another click", async ({
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
  // The sign-in was no proof for the invitation; what was typed goes through the proof as well.
  await proveAndPress(page, words.account.people.invite);
  await expect(page.locator("[data-copy^=http]")).toBeVisible();

  const row = page.getByRole("listitem").filter({ hasText: email });
  await row.locator("summary").click();
  await row.getByRole("combobox").selectOption("auditor");
  await endSessions(url, "admin");
  await row.getByRole("button", { name: words.account.people.change_role }).click();
  await signInHere(page, "admin");
  await page.getByRole("button", { name: words.account.people.change_role }).click();
  await proveAndPress(page, words.account.people.change_role);
  await expect(page.getByText(words.account.people.done)).toBeVisible();
  await expect(row).toContainText(words.app.role.auditor);
});

test("saving a view and blocking a payer wait for another click", async ({
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
  await openDetails(page);
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

test("passwords are not kept; the page says that nothing was done", async ({
  page,
  signIn,
  application: { url },
}) => {
  const secret = "a phrase that nobody else may read";
  await signIn();
  await page.goto("/account");
  await page.getByRole("link", { name: words.account.password.change }).click();
  await proveOnPage(page);
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
  // A sign-in counts as re-authentication, so the person continues to the target page.
  await expect(page).toHaveURL(/\/shares$/);
});

test("another person who signs in does not get the typed text", async ({
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
