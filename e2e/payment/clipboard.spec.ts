import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, test } from "../fixtures.ts";

for (const locale of LOCALES) {
  test(`a missing or refusing clipboard shows a message and selects the text (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    const { copy, fields, take } = messagesOf(locale);
    await speak(locale);
    await signIn();
    for (const isMissing of [true, false]) {
      await page.addInitScript((missing) => {
        const writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
        Object.defineProperty(navigator, "clipboard", {
          configurable: true,
          value: missing ? undefined : { writeText },
        });
      }, isMissing);
      await page.goto("/transactions/205218074");
      const said = page.getByRole("status").filter({ hasText: copy.failed });
      const selected = () => page.evaluate(() => getSelection()?.toString());
      await page
        .getByRole("button", { name: copy.copy.replace("{what}", fields.rrn), exact: true })
        .click();
      await expect(said).toBeVisible();
      expect(await selected()).toBe("231951411351");
      await page.keyboard.press("Escape");
      await expect(said).toBeHidden();
      await page
        .getByRole("button", { name: `${take.copy_as}: ${take.forms.json}`, exact: true })
        .click();
      await expect(said).toBeVisible();
      expect(JSON.parse((await selected()) ?? "")).toMatchObject({ invoiceId: "205218074" });
      await page.keyboard.press("Escape");
    }
  });
}
