import { expect, messagesOf, shownAnswer, test } from "../fixtures.ts";

/** What a tab says of its payment, so that six of them are told apart. */

const { app, badge } = messagesOf("en");

test("title and icon of the tab say how the payment stands", async ({ page, signIn }) => {
  await signIn();
  for (const [invoice, word, tone] of [
    ["10000101", badge.paid, "emerald"],
    ["205218074", badge.partly_refunded, "violet"],
    ["10000807", badge.not_found, "slate"],
  ] as const) {
    await page.goto(`/transactions/${invoice}`);
    await expect(shownAnswer(page)).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(`^${app.practice}: . ${word} ${invoice} · Anyqta$`));
    const icon = page.locator("link[rel=icon]");
    await expect(icon).toHaveAttribute("href", `/state/${tone}.svg`);
    const drawn = await page.request.get(`/state/${tone}.svg`);
    expect(drawn.headers()["content-type"]).toContain("image/svg+xml");
  }
});
