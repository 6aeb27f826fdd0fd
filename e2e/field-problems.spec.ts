import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, test } from "./fixtures.ts";
import { proveOnPage } from "./proven.ts";
import { expectNoViolations } from "./sound.ts";

for (const locale of LOCALES) {
  test(`an invalid field says why in the page's language (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    const { account, interruption } = messagesOf(locale);
    await speak(locale);
    await signIn("admin");
    await page.goto("/people");
    const email = page.getByLabel(account.people.email, { exact: true });
    const invite = page.getByRole("button", { name: account.people.invite, exact: true });
    await invite.click();
    await expect(email).toHaveAccessibleDescription(interruption.field.required);
    await expect(email).toBeFocused();
    const said = page.getByRole("alert").filter({ hasText: interruption.field.required });
    await expect(said).toHaveCount(1);
    await expectNoViolations(page, "a wrong field");
    await email.fill("aigul");
    await invite.click();
    await expect(email).toHaveAccessibleDescription(interruption.field.email);
    await expect(email).toHaveAttribute("aria-invalid", "true");
    await email.fill("aigul@shop.kz");
    await expect(page.getByText(interruption.field.email)).toHaveCount(0);
    await expect(email).not.toHaveAttribute("aria-invalid");
    await page.goto("/account");
    await page.getByRole("link", { name: account.password.change }).click();
    await proveOnPage(page);
    await page.getByRole("button", { name: account.password.change }).click();
    await expect(page.getByText(interruption.field.required)).toHaveCount(2);
  });
}
