import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, openDetails, test } from "../fixtures.ts";

for (const locale of LOCALES) {
  test(`a missing or refusing clipboard shows a message and selects the text (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    const { copy, live, payment_page, take } = messagesOf(locale);
    expect(copy.failed).toMatch(/Ctrl\+C.*⌘C/);
    await speak(locale);
    await signIn();
    for (const isMissing of [true, false]) {
      await page.addInitScript((missing) => {
        const writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
        Object.defineProperty(navigator, "clipboard", {
          configurable: true,
          value: missing ? undefined : { writeText },
        });
        // The way of before the Clipboard API fails, too.
        document.execCommand = () => false;
      }, isMissing);
      await page.goto("/transactions/205218074");
      await expect(page.getByText(live.age.just_now)).toBeVisible();
      const said = page.getByRole("status").filter({ hasText: copy.failed });
      const selected = () => page.evaluate(() => getSelection()?.toString());
      await page
        .getByRole("button", {
          name: copy.copy.replace("{what}", payment_page.facts.rrn),
          exact: true,
        })
        .click();
      await expect(said).toBeVisible();
      expect(await selected()).toBe("231951411351");
      await page.keyboard.press("Escape");
      await expect(said).toBeHidden();
      await openDetails(page);
      await page
        .getByRole("button", { name: `${take.copy_as}: ${take.forms.json}`, exact: true })
        .click();
      await expect(said).toBeVisible();
      expect(JSON.parse((await selected()) ?? "")).toMatchObject({ invoiceId: "205218074" });
      await page.keyboard.press("Escape");
      // Without a share sheet the link is copied, by the same function.
      await page.getByRole("button", { name: take.share, exact: true }).click();
      await expect(said).toBeVisible();
      expect(await selected()).toContain("/transactions/205218074");
      await page.keyboard.press("Escape");
    }
  });
}

test("without the Clipboard API, as over plain http, buttons copy all the same", async ({
  page,
  signIn,
  speak,
}) => {
  const { copy, live, payment_page } = messagesOf("en");
  const { rrn } = payment_page.facts;
  await speak("en");
  await signIn();
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined });
    document.addEventListener("copy", ({ target }) => {
      if (!(target instanceof HTMLTextAreaElement)) return;
      const { value, selectionStart, selectionEnd } = target;
      document.documentElement.dataset.clipboard = value.slice(selectionStart, selectionEnd);
    });
  });
  await page.goto("/transactions/205218074");
  await expect(page.getByText(live.age.just_now)).toBeVisible();
  const name = copy.copy.replace("{what}", rrn);
  const button = page.getByRole("button", { name, exact: true });
  await button.click();
  const said = copy.copied.replace("{what}", rrn);
  await expect(page.getByRole("status").filter({ hasText: said })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-clipboard", "231951411351");
  await expect(button).toBeFocused();
  await expect(page.locator("textarea")).toHaveCount(0);
});

test("what is copied is the bare value beside the button, and its name is announced", async ({
  page,
  signIn,
  speak,
}) => {
  const { copy, explain, fields, payment_page, take } = messagesOf("kk");
  await speak("kk");
  await signIn();
  await page.addInitScript(() => {
    const writeText = async (text: string) => {
      document.documentElement.dataset.clipboard = text;
    };
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
  });
  await page.goto("/transactions/205218074");
  const ofFact = (what: string) => ({
    button: copy.copy.replace("{what}", what),
    said: copy.copied.replace("{what}", what),
  });
  const expected = [
    // With an explanation behind its label, without one, and by a command too.
    { ...ofFact(payment_page.facts.rrn), value: "231951411351" },
    { ...ofFact(fields.description), value: "order 205218074" },
    { ...ofFact(messagesOf("kk").transaction.invoice), value: "205218074" },
    {
      button: `${explain.labels.copy_customer} (Русский)`,
      said: explain.labels.copied_customer,
      value: await page.locator("#customer-ru").innerText(),
    },
    {
      button: `${take.copy_as}: ${take.forms.line}`,
      said: take.copied.replace("{what}", take.forms.line),
      value: await page.locator("#take-line").textContent(),
    },
  ];
  await openDetails(page);
  for (const { button, said, value } of expected) {
    await page.getByRole("button", { name: button, exact: true }).click();
    await expect(page.getByRole("status").filter({ hasText: said })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("data-clipboard", value ?? "");
  }
});
