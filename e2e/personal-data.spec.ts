import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, openDetails, shownAnswer, test } from "./fixtures.ts";
import { proveAndPress } from "./proven.ts";
import { expectNoOverflow, expectNoViolations } from "./sound.ts";

const { account, privacy, personal } = messagesOf("en");
const PAYMENT = "/transactions/205218074";
/** The practice bank's data of this payer; the e-mail address is also the bank's own. */
const PAYER = /ARMAN|77000000119|46\.148/;

test("the data of a payer are blocked for everybody, and unblocked (K-03)", async ({
  page,
  signIn,
  context,
}) => {
  await signIn("supervisor");
  await page.goto(PAYMENT);
  await expect(shownAnswer(page)).toContainText("ARMAN ALI");
  await openDetails(page);
  await page.getByText(privacy.block.begin).click();
  await page.getByRole("combobox", { name: privacy.block.reason }).selectOption("payer_asked");
  await page.getByRole("button", { name: privacy.block.confirm }).click();
  await expect(page.getByText(privacy.block.blocked)).toBeVisible();
  expect(await page.content()).not.toMatch(PAYER);
  await expect(shownAnswer(page)).toContainText("231951411351");
  // Only this payment: other tests look up payments of the same payer without e-mail or phone.
  await page.goto("/transactions?q=205218074&columns=customer,email,phone");
  await expect(page.locator("tbody")).toContainText("•••");
  expect(await page.content()).not.toMatch(PAYER);
  const form = { q: "205218074", columns: "customer,email,phone", format: "csv" };
  const file = await page.request.get("/api/export", { params: form });
  expect(await file.text()).not.toMatch(PAYER);

  await context.clearCookies();
  await signIn("clerk");
  const answer = await (await page.request.get(`/api${PAYMENT}`)).json();
  expect(answer).toMatchObject({ payerBlocked: true, hidden: [], resultCode: "100" });
  expect(JSON.stringify(answer)).not.toMatch(PAYER);
  await page.goto(PAYMENT);
  await openDetails(page);
  await expect(page.getByText(privacy.block.blocked)).toBeVisible();
  await expect(page.getByRole("button", { name: new RegExp(`^${personal.show}:`) })).toHaveCount(0);
  await page.goto("/personal-data");
  await expect(page.getByText(privacy.purposes.email)).toBeVisible();
  await expect(page.getByText(privacy.who_title)).toHaveCount(0);
  await expect(page.getByText(privacy.blocks_title)).toHaveCount(0);

  await context.clearCookies();
  await signIn("auditor");
  await page.goto("/personal-data");
  const sees = (email: string) => page.getByRole("listitem").filter({ hasText: email });
  await expect(sees("clerk@demo.kz")).toContainText(privacy.sees.with_reason);
  await expect(sees("supervisor@demo.kz").first()).toContainText(privacy.sees.at_once);
  await expect(sees("auditor@demo.kz")).toContainText(privacy.sees.never);
  await expect(sees("205218074")).toContainText(privacy.block.reasons.payer_asked);
  await expect(page.getByRole("button", { name: privacy.lift })).toHaveCount(0);

  await context.clearCookies();
  await signIn("supervisor");
  await page.goto("/personal-data");
  const name = privacy.lift_which.replace("{invoice}", "205218074");
  await page.getByRole("button", { name }).click();
  await proveAndPress(page, account.acts.payer_unblock);
  await expect(page.getByText(privacy.lifted)).toBeVisible();
  await page.goto(PAYMENT);
  await expect(shownAnswer(page)).toContainText("ARMAN ALI");
});

for (const locale of LOCALES) {
  test(`the page about personal data fits a phone and passes axe (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    const words = messagesOf(locale).privacy;
    await page.setViewportSize({ width: 320, height: 800 });
    await signIn("admin");
    await speak(locale);
    // Each test uses another payer.
    await page.goto("/transactions/10000101");
    await openDetails(page);
    await page.getByText(words.block.begin).click();
    await expectNoViolations(page, "the form");
    await page.getByRole("button", { name: words.block.confirm }).click();
    await expect(page.getByText(words.block.blocked)).toBeVisible();
    await page.goto("/personal-data");
    const lift = page.getByRole("button", {
      name: words.lift_which.replace("{invoice}", "10000101"),
    });
    await expect(lift).toBeVisible();
    await expectNoViolations(page, "the page");
    await expectNoOverflow(page, "the page");
    await lift.click();
    await proveAndPress(page, messagesOf(locale).account.acts.payer_unblock);
    await expect(page.getByText(words.lifted)).toBeVisible();
  });
}
