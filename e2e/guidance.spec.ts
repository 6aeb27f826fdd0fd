import { expect, messagesOf, openDetails, shownAnswer, test } from "./fixtures.ts";

const words = messagesOf("en");

/** The expected verdict, advice on the goods and sentence for the customer, by practice number. */
const TOLD: readonly [invoice: string, money: keyof typeof words.explain.money, goods: string][] = [
  ["205218074", "returned_in_part", "check"],
  ["10000101", "taken", "yes"],
  ["10000102", "held", "wait"],
  ["10000103", "released", "no"],
  ["10000104", "released", "no"],
  ["10000108", "taken", "check"],
  ["10000109", "none_moved", "no"],
  ["10000111", "taken", "check"],
  ["10000112", "not_known", "wait"],
  ["10000201", "not_taken", "no"],
  ["10000204", "not_known", "wait"],
  ["10000208", "not_clear", "wait"],
  ["10000209", "not_clear", "wait"],
  ["10000214", "not_taken", "no"],
  ["10000223", "not_clear", "wait"],
  ["10000305", "not_known", "wait"],
  ["10000401", "returned", "no"],
  ["10000405", "returned_unclear", "check"],
  ["10000807", "not_known", "wait"],
  ["10001006", "taken", "check"],
];

test("the first screen says where the money is and whether the goods may go", async ({
  page,
  signIn,
}) => {
  await signIn();
  for (const [invoice, money, goods] of TOLD) {
    await page.goto(`/transactions/${invoice}`);
    const answer = shownAnswer(page);
    await expect(
      answer.getByText(words.explain.money[money], { exact: true }).first(),
      invoice,
    ).toBeVisible();
    await expect(answer.locator("[data-goods]"), invoice).toHaveAttribute("data-goods", goods);
  }
});

test("on a phone the first screen holds verdict, finality and what to say", async ({
  page,
  signIn,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn();
  await page.goto("/transactions/10000201");
  // The streamed answer replaces the placeholder, so only the rest is measured.
  await expect(page.locator("[data-awaiting-bank]")).toHaveCount(0);
  const answer = shownAnswer(page);
  const { labels, money } = words.explain;
  const sought = [
    answer.getByText(money.not_taken, { exact: true }).first(),
    answer.getByText(words.explain.finality.closed).first(),
    answer.getByRole("heading", { name: labels.customer }),
  ];
  for (const text of sought) {
    const box = await text.boundingBox();
    expect(box?.y ?? 9_999).toBeLessThan(700);
  }
});

test("the sentence for the customer is in three languages and never gives the reason", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.goto("/transactions/10000201");
  const said = shownAnswer(page).locator("section", { hasText: words.explain.labels.customer });
  for (const locale of ["kk", "ru", "en"] as const) {
    const text = messagesOf(locale).reasons.customer.declined;
    await expect(said.getByText(text), locale).toHaveCount(1);
  }
  await expect(said).not.toContainText(/not enough|недостаточно|не хватает|жеткіліксіз/i);
});

test("an implausible place has a reason and no pin, and a clerk gets no pin at all (K-04)", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.goto("/transactions/205218074");
  await openDetails(page);
  const place = shownAnswer(page).locator("#place");
  await expect(place.getByText(words.place.not_known)).toBeVisible();
  await expect(
    place.getByText(/Kazakhstan, but the coordinates are in Russia, \d+\skm/),
  ).toBeVisible();
  await expect(place.getByRole("img")).toHaveAttribute("aria-label", words.place.not_known);
  await expect(place.locator("[data-pin]")).toHaveCount(0);
  await page.goto("/transactions/10000601");
  await openDetails(page);
  const almaty = shownAnswer(page).locator("#place");
  await expect(almaty.getByText(words.place.coarse)).toBeVisible();
  await expect(almaty.locator("[data-pin]")).toHaveCount(0);
  await page.context().clearCookies();
  await signIn("supervisor");
  await page.goto("/transactions/10000601");
  await expect(almaty.locator("[data-pin]")).toHaveCount(1);
});

test("personal data are hidden from a clerk until revealed with a reason, and a supervisor sees who viewed them (K-04)", async ({
  page,
  signIn,
}) => {
  await signIn("clerk");
  await page.goto("/transactions/10000501");
  await openDetails(page);
  const customer = shownAnswer(page).locator("#customer");
  const api = await (await page.request.get("/api/transactions/10000501")).json();
  expect(api.hidden).toContain("payer.email");
  expect(JSON.stringify(api.payment)).not.toContain('@example.com"'.replace("@", "h@"));
  const email = customer.getByRole("button", {
    name: `${words.personal.show}: ${words.fields.email}`,
  });
  await email.click();
  const form = page.locator("form:popover-open");
  await form.getByRole("combobox").selectOption("delivery");
  await page
    .getByRole("button", { name: words.personal.confirm })
    .filter({ visible: true })
    .click();
  await expect(email).toHaveCount(0);
  await expect(
    shownAnswer(page)
      .getByText(/@example\.com/)
      .first(),
  ).toBeVisible();
  await page.context().clearCookies();
  await signIn("supervisor");
  await page.goto("/transactions/10000501");
  await openDetails(page);
  const lookers = shownAnswer(page).locator("#lookers");
  await expect(
    lookers
      .getByText(words.lookers.payment_revealed.replace("{field}", words.fields.email))
      .first(),
  ).toBeVisible();
});

test("another reason for a hidden field needs words of one's own", async ({ page, signIn }) => {
  await signIn("clerk");
  await page.goto("/transactions/10000502");
  await openDetails(page);
  await shownAnswer(page)
    .getByRole("button", { name: `${words.personal.show}: ${words.fields.email}` })
    .click();
  const form = page.locator("form:popover-open");
  const ownWords = form.getByLabel(words.personal.own_words);
  await expect(ownWords).toBeHidden();
  await form.getByRole("combobox").selectOption("other");
  await expect(ownWords).toBeVisible();
  await form.getByRole("button").click();
  await expect(form).toBeVisible();
  await ownWords.fill("The courier waits");
  await form.getByRole("button").click();
  await expect(shownAnswer(page).getByText(/@/).first()).toBeVisible();
  const reveal = {
    invoiceId: "10000502",
    terminal: "main",
    service: "payment",
    field: "payer.name",
  };
  const bare = await page.request.post("/api/reveals", { form: { ...reveal, reason: "other" } });
  expect(bare.status()).toBe(400);
});

test("the timeline lists the changes between two look-ups", async ({ page, signIn }) => {
  await signIn();
  await page.clock.install();
  await page.goto("/transactions/10000302");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "in_progress");
  await expect(async () => {
    await page.clock.fastForward(60_000);
    await expect(shownAnswer(page)).toHaveAttribute("data-kind", "failed", { timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
  const timeline = shownAnswer(page).locator("section", { hasText: words.timeline.title });
  await expect(timeline.getByText(/NEW → FAILED/)).toBeVisible();
});

test("numbers to read out open without scripts", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/transactions/10000515");
  await page.getByRole("button", { name: words.read_out.open }).click();
  const popover = page.locator("[popover]:popover-open");
  await expect(popover.getByText(/as in/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(popover).toHaveCount(0);
});

test("an evidence sheet is a PDF of the last observation, makes no bank call and is in the audit log", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await page.request.get("/api/transactions/205218074");
  const before = application.bank.calls.status;
  for (const [kind, name] of [
    ["customer", ""],
    ["internal", "-internal"],
  ]) {
    for (const language of ["kk", "ru", "en"]) {
      const sheet = await page.request.get(
        `/api/evidence/205218074?language=${language}&for=${kind}`,
      );
      expect(sheet.status()).toBe(200);
      expect(sheet.headers()["content-disposition"]).toBe(
        `attachment; filename="practice-payment-205218074${name}-${language}.pdf"`,
      );
      expect((await sheet.body()).subarray(0, 5).toString()).toBe("%PDF-");
    }
  }
  expect(application.bank.calls.status).toBe(before);
  expect((await page.request.get("/api/evidence/999999991?language=en")).status()).toBe(404);
});

test("the message to the bank can be copied and has no personal data", async ({ page, signIn }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn();
  await page.goto("/transactions/205218074");
  await expect(page.getByText(words.live.age.just_now)).toBeVisible();
  await openDetails(page);
  const name = `${words.take.copy_as}: ${words.take.forms.bankMessage}`;
  await page.getByRole("button", { name }).click();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).toContain("231951411351");
  expect(await clipboard()).not.toContain("ARMAN");
});
