import type { Page } from "@playwright/test";
import { type Application, startApplication } from "../application.ts";
import { test as base, expect, messagesOf, openMenu, shownAnswer } from "../fixtures.ts";
import { type StagedBank, startStagedBank } from "./staged-bank.ts";

/** Pages whose text nodes a browser's translator has replaced by elements of its own. */

interface Fixtures {
  application: Application;
  staged: { bank: StagedBank | null };
}

const test = base.extend<object, Fixtures>({
  staged: [
    async ({}, use) => {
      const staged: Fixtures["staged"] = { bank: null };
      await use(staged);
      await staged.bank?.stop();
    },
    { scope: "worker" },
  ],
  application: [
    async ({ staged }, use) => {
      const application = await startApplication({}, async (bank) => {
        staged.bank = await startStagedBank(bank);
        return staged.bank;
      });
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

const words = messagesOf("en");
const INVOICE = "205218074";

/** What becomes of a payment, with the badge of each stage. */
const STAGES = [
  ["in_progress", { statusName: "NEW", amount: 15_000, payoutAmount: 0, orgAmount: 15_000 }],
  ["held", { statusName: "AUTH" }],
  ["paid", { statusName: "CHARGE" }],
  ["partly_refunded", { statusName: "REFUND", amount: 12_000, payoutAmount: 3_000 }],
  ["refunded", { statusName: "REFUND", amount: 0, payoutAmount: 15_000 }],
] as const;

/** As Chrome does it: each text becomes an element in an element, and our node is gone. */
async function translate(page: Page, { word = "" } = {}): Promise<void> {
  await page.evaluate((before) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text && node.data.trim() !== "") texts.push(node);
    }
    for (const text of texts) {
      const { parentElement: parent } = text;
      if (!parent || parent.closest("script, style, font")) continue;
      // With a word of its own it respects what is not to be translated.
      if (before && parent.closest("[translate=no]")) continue;
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = before + text.data;
      outer.append(inner);
      text.replaceWith(outer);
    }
  }, word);
}

/** All texts of the answer, without those about the page's own age. */
async function textsOf(page: Page): Promise<string> {
  return shownAnswer(page).evaluate((article) => {
    const live = article.querySelector("[data-observation]");
    return [...article.children]
      .filter((part) => part !== live)
      .map((part) => (part instanceof HTMLElement ? part.innerText : ""))
      .join("\n");
  });
}

/** The same look-up on a page of its own. */
async function freshTexts(page: Page): Promise<string> {
  const observation = await page.locator("[data-observation]").getAttribute("data-observation");
  const fresh = await page.context().newPage();
  await fresh.goto(`/transactions/${INVOICE}?terminal=main&observation=${observation}`);
  await expect(shownAnswer(fresh).locator("[data-observation]")).toBeAttached();
  const texts = await textsOf(fresh);
  await fresh.close();
  return texts;
}

test("nothing of an old answer stays on a translated page", async ({
  page,
  signIn,
  speak,
  staged,
}) => {
  await speak("en");
  await signIn("supervisor");
  let said = {};
  for (const [place, [badge, changes]] of STAGES.entries()) {
    said = { ...said, ...changes };
    staged.bank?.say(said);
    if (place === 0) await page.goto(`/transactions/${INVOICE}`);
    else await page.getByRole("button", { name: words.live.check_again }).click();
    const headline = shownAnswer(page).locator(`header [data-badge=${badge}]`);
    await expect(headline).toHaveText(words.badge[badge]);
    await expect(async () => expect(await textsOf(page)).toBe(await freshTexts(page))).toPass();
    await translate(page);
  }
  await expect(page.getByText(words.transaction.section_failed)).toHaveCount(0);
});

test("a translated page comes whole in another language", async ({ page, signIn, speak }) => {
  await speak("en");
  await signIn();
  await page.goto(`/transactions/${INVOICE}`);
  await expect(page.getByText(words.live.age.just_now)).toBeVisible();
  await translate(page);
  await openMenu(page);
  await page.getByRole("button", { name: "Рус", exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
  await expect(page.locator("font")).toHaveCount(0);
  const live = page.locator("[data-observation]");
  await expect(live).toContainText(messagesOf("ru").live.checked);
  await expect(live).not.toContainText(words.live.checked);
});

test("what is copied from a translated page is the bank's, not the translator's", async ({
  page,
  signIn,
  speak,
}) => {
  await speak("en");
  await signIn();
  await page.addInitScript(() => {
    const writeText = async (text: string) => {
      document.documentElement.dataset.clipboard = text;
    };
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
  });
  await page.goto(`/transactions/${INVOICE}`);
  await expect(page.getByText(words.live.age.just_now)).toBeVisible();
  const texts = page.locator("pre[id^=take-]");
  const untranslated = await texts.allTextContents();
  expect(untranslated).toHaveLength(5);
  await translate(page, { word: "TRANSLATED " });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^TRANSLATED .*205218074/);
  expect(await texts.allTextContents()).toEqual(untranslated);
  const buttons = await page.locator("article [data-copy]").all();
  expect(buttons.length).toBeGreaterThan(12);
  for (const button of buttons) {
    await button.dispatchEvent("click");
    const copied = page.locator("html");
    await expect(copied).toHaveAttribute(
      "data-clipboard",
      (await button.getAttribute("data-copy")) ?? "",
    );
    expect(await copied.getAttribute("data-clipboard")).not.toContain("TRANSLATED");
  }
});

test("codes, numbers and states are not to be translated on any page", async ({ page, signIn }) => {
  await signIn("admin");
  const share = `/transactions/${INVOICE}/share?terminal=main`;
  await page.goto(`/transactions/${INVOICE}`);
  await expect(page.getByText(words.live.age.just_now)).toBeVisible();
  for (const path of [
    "",
    "/",
    "/transactions",
    "/audit",
    "/people",
    "/account",
    share,
    "/nowhere",
  ]) {
    if (path) await page.goto(path);
    const exposed = await page.evaluate(() =>
      [...document.querySelectorAll("main :is(bdi, code, pre, .font-mono, [data-badge])")]
        .flatMap((one) => [one, ...one.querySelectorAll("*")])
        .filter((one) =>
          [...one.childNodes].some((node) => node instanceof Text && /\w/.test(node.data)),
        )
        .filter((one) => !one.closest("[translate=no], [aria-hidden]"))
        .map((one) => one.outerHTML),
    );
    expect([path, exposed]).toEqual([path, []]);
  }
});
