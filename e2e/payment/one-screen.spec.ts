import type { Page } from "@playwright/test";
import { LOCALES } from "#lib/i18n/locale.ts";
import { PRACTICE_SCENARIOS } from "#lib/practice-bank/scenarios.ts";
import { type Application, startApplication } from "../application.ts";
import { test as base, expect, messagesOf, openDetails, shownAnswer } from "../fixtures.ts";

/** The payment's page answers a call on one screen: its height, order, first screen and keys. */

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** With all details shut. */
const MOST = { desk: 1_000, phone: 2 * PHONE.height };

const test = base.extend<object, { application: Application }>({
  application: [
    async ({}, use) => {
      // All practice numbers are asked in a minute or two.
      const application = await startApplication({ LIMIT_LOOK_UPS_PER_MINUTE: "1000" });
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

async function open(page: Page, invoice: string): Promise<void> {
  await page.goto(`/transactions/${invoice}`, { timeout: 60_000 });
  await expect(page.locator("[data-awaiting-bank]")).toHaveCount(0, { timeout: 30_000 });
}

function heightOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollHeight);
}

for (const locale of LOCALES) {
  test(`every practice number fits a desktop's and two phone's screens (${locale})`, async ({
    page,
    signIn,
    speak,
  }) => {
    test.setTimeout(600_000);
    await speak(locale);
    await signIn();
    const tooHigh: string[] = [];
    // Each language has its share; the sample, the longest of all, is in all of them.
    const mine = PRACTICE_SCENARIOS.filter(
      ({ invoice }, place) => invoice === "205218074" || LOCALES[place % LOCALES.length] === locale,
    );
    for (const { invoice } of mine) {
      await page.setViewportSize(DESK);
      await open(page, invoice);
      const desk = await heightOf(page);
      await page.setViewportSize(PHONE);
      const phone = await heightOf(page);
      if (desk > MOST.desk || phone > MOST.phone) tooHigh.push(`${invoice}: ${desk}, ${phone}`);
    }
    expect(tooHigh).toEqual([]);
    expect(mine.length).toBeGreaterThan(40);
  });
}

test("the first screen holds what is asked by phone", async ({ page, signIn }) => {
  await signIn();
  const { explain, badge, fields, payment_page: words } = messagesOf("en");
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size);
    await open(page, "205218074");
    const answer = shownAnswer(page);
    for (const sought of [
      answer.getByText("₸22.22", { exact: true }),
      answer.locator("header [data-badge]").getByText(badge.partly_refunded),
      answer.locator("header").getByText("₸12.22"),
      answer.locator("header").getByText("₸10.00"),
      answer.locator("[data-goods=check]"),
      answer.getByText("15 Nov 2022, 03:52"),
      answer.getByText("•• 9821"),
      answer.locator("header").getByText(fields.secure, { exact: true }),
      answer.getByText("231951411351", { exact: true }),
      answer.getByText("170243", { exact: true }),
      answer.getByText(words.terminal.replace("{terminal}", "main")),
      answer.getByRole("heading", { name: explain.labels.customer }),
    ]) {
      const box = await sought.first().boundingBox();
      expect((box?.y ?? 9_999) + (box?.height ?? 0), String(sought)).toBeLessThan(size.height);
    }
  }
});

test("the headings are in the same order for every role, language and visit", async ({
  page,
  signIn,
  speak,
}) => {
  const idsOf = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("article :is(h1, h2, [data-fold])")].map(
        (one) => one.closest("[data-fold]")?.getAttribute("data-fold") ?? one.tagName,
      ),
    );
  const seen: string[][] = [];
  for (const [place, role] of (["clerk", "supervisor", "admin"] as const).entries()) {
    await page.context().clearCookies();
    await speak(LOCALES[place] ?? "en");
    await signIn(role);
    for (let visit = 0; visit < 2; visit += 1) {
      await open(page, "205218074");
      seen.push(await idsOf());
    }
  }
  const [most = []] = seen.toSorted((one, other) => other.length - one.length);
  for (const order of seen) {
    // A role without a right lacks a part; all others stay in their order.
    expect(order).toEqual(most.filter((one) => !/[a-z]/.test(one) || order.includes(one)));
  }
  expect(seen[0]?.length).toBeGreaterThan(12);
});

test("a call is one paste, Enter and a key, without scrolling", async ({ page, signIn }) => {
  await page.setViewportSize(DESK);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn();
  await page.goto("/");
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await page.keyboard.insertText("205218074");
  await press("Enter");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "partly_refunded");
  await expect(page.getByText(messagesOf("en").live.age.just_now)).toBeVisible();
  await press("y");
  // The customer paid in Russian, so that the text is, too, with its sums and the RRN.
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/10,00\s₸\sиз\sсуммы\s22,22\s₸.+RRN\s231951411351/);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  expect(keys).toBe(2);
});

test("details that stand open are remembered for the person, and opened by their address and by E", async ({
  page,
  signIn,
}) => {
  await signIn();
  await open(page, "10000101");
  const fold = (id: string) => page.locator(`[data-fold=${id}]`);
  await expect(page.getByText(messagesOf("en").live.age.just_now)).toBeVisible();
  const saved = page.waitForResponse(/\/api\/preferences/);
  await fold("card").locator("summary").first().click();
  await saved;
  await open(page, "10000102");
  await expect(fold("card")).toHaveAttribute("open", "");
  await expect(fold("place")).not.toHaveAttribute("open", "");
  await page.goto("/transactions/10000103#place");
  await expect(fold("place")).toHaveAttribute("open", "");
  await openDetails(page);
  await expect(page.locator("[data-fold]:not([open])")).toHaveCount(0);
  await signIn("supervisor");
  await open(page, "10000101");
  await expect(page.locator("[data-fold][open]")).toHaveCount(0);
});

test("without scripts the languages and the details open, and the phone's bar asks again", async ({
  signIn,
  withoutScripts,
}) => {
  await signIn();
  const bare = await withoutScripts();
  await bare.setViewportSize(PHONE);
  await bare.goto("/transactions/205218074");
  await expect(bare).toHaveURL(/plain=1/);
  await expect(bare.locator("#customer-ru")).toBeVisible();
  await bare.locator(".say label[lang=kk]").click();
  await expect(bare.locator("#customer-kk")).toBeVisible();
  await expect(bare.locator("#customer-ru")).toBeHidden();
  await bare.locator("[data-fold=amounts] summary").first().click();
  await expect(bare.locator("#amounts").getByText(messagesOf("en").fields.original)).toBeVisible();
  const check = bare.getByRole("button", { name: messagesOf("en").live.check_again });
  await expect(check).toBeInViewport();
  await check.click();
  await expect(bare).toHaveURL(/service=payment&observation=/);
});

test("a print shows the details that are shut", async ({ page, signIn }) => {
  await signIn();
  await open(page, "205218074");
  const bankId = page.locator("#numbers").getByText("af2089fe-43b1-47eb-a61f-c78dd196e18d");
  await expect(bankId).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(bankId).toBeVisible();
});
