import type { Page } from "@playwright/test";
import { expect, messagesOf, shownAnswer, test } from "../fixtures.ts";
import { lookUpsAudited } from "./look-ups-audited.ts";

const words = messagesOf("en");

test("without scripts, the page is complete, laid out as usual, and offers nothing that needs them", async ({
  signIn,
  withoutScripts,
}) => {
  await signIn();
  const bare = await withoutScripts();
  await bare.goto("/transactions/10000101");
  await expect(shownAnswer(bare).locator("header [data-badge=paid]")).toBeVisible();
  await expect(bare.locator("[data-awaiting-bank]")).toHaveCount(0);
  await expect(bare.locator("body > div[hidden][id^='S:']")).toHaveCount(0);
  for (const width of [1280, 390]) {
    await bare.setViewportSize({ width, height: 800 });
    const heading = await bare.getByRole("heading", { level: 1 }).boundingBox();
    const answer = await shownAnswer(bare).boundingBox();
    expect(answer?.x).toBe(heading?.x);
    expect((answer?.y ?? 0) - (heading?.y ?? 0) - (heading?.height ?? 0)).toBeLessThan(48);
  }
  const { copy_link, print } = words.take;
  for (const name of [copy_link, print, /^Copy/]) {
    await expect(bare.getByRole("button", { name })).toHaveCount(0);
  }
  await expect(bare.locator("footer button").filter({ visible: true })).toHaveCount(0);
  await bare.goto("/");
  await bare.getByLabel(words.look_up.label).fill("10000102");
  await bare.getByRole("button", { name: words.look_up.submit }).click();
  await expect(shownAnswer(bare).locator("header [data-badge=held]")).toBeVisible();
});

test("without scripts, all parts are in the same order", async ({
  page,
  signIn,
  withoutScripts,
}) => {
  await signIn();
  const bare = await withoutScripts();
  const partsOf = async (where: Page, invoice: string) => {
    await where.goto(`/transactions/${invoice}?terminal=main`);
    // The last known state is shorter and is replaced by the answer.
    await expect(where.locator("[data-awaiting-bank]")).toHaveCount(0);
    await expect(where.locator("main article[data-kind]").first()).toBeVisible();
    const parts = where.locator("main").locator("h1, h2, h3, summary, a");
    return parts.filter({ visible: true }).allTextContents();
  };
  for (const invoice of ["205218074", "123456", "10000204", "10000706"]) {
    const withScripts = await partsOf(page, invoice);
    expect(withScripts.length).toBeGreaterThan(10);
    expect(await partsOf(bare, invoice), invoice).toEqual(withScripts);
  }
});

test("a page opened without scripts is one bank call and one audit row", async ({
  page,
  signIn,
  withoutScripts,
  application,
}) => {
  await signIn();
  const bare = await withoutScripts();
  const before = application.bank.calls.status;
  await bare.goto("/transactions/10000121");
  await expect(bare.locator("main article[data-kind=paid]")).toBeVisible();
  expect(application.bank.calls.status - before).toBe(1);
  // Only its button asks again.
  await bare.getByRole("button", { name: words.live.check_again }).click();
  await expect(bare).toHaveURL(/service=payment&observation=/);
  expect(application.bank.calls.status - before).toBe(2);
  await signIn("auditor");
  expect(await lookUpsAudited(page.request, "10000121")).toBe(2);
});
