import { BANK_LATENCY_MS } from "../application.ts";
import { expect, messagesOf, openMenu, shownAnswer, test } from "../fixtures.ts";
import { openByKey } from "../palette/windows.ts";
import { lookUpsAudited } from "./look-ups-audited.ts";

/** A change of language or theme makes no bank call, adds no look-up and keeps the scroll position. */

const words = messagesOf("en");
const russian = messagesOf("ru");

test("language and theme make no bank call, add no look-up and keep the scroll position", {
  tag: "@smoke",
}, async ({ page, signIn, application }) => {
  await signIn();
  await page.goto("/transactions/10000120?terminal=main");
  await expect(shownAnswer(page)).toBeVisible();
  await expect(page.getByText(words.live.age.just_now)).toBeVisible();
  const before = application.bank.calls.status;
  let loads = 0;
  page.on("domcontentloaded", () => {
    loads += 1;
  });
  // The page is longer than such a window.
  await page.setViewportSize({ width: 1280, height: 500 });
  await openMenu(page);
  await page.evaluate(() => window.scrollTo(0, 200));
  // Lines of another language may be a pixel higher, and the browser keeps what is seen in its place.
  const top = () => page.evaluate(() => Math.round(window.scrollY / 10) * 10);
  expect(await top()).toBe(200);
  // Clicks without scrolling, as a click of Playwright would scroll to it.
  await page.getByRole("button", { name: "Рус", exact: true }).dispatchEvent("click");
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
  await expect(page.getByRole("button", { name: russian.live.check_again })).toBeAttached();
  await expect(page).toHaveTitle(/^(?!.*Payment)/);
  await expect(page).toHaveURL(/\/transactions\/10000120\?terminal=main$/);
  expect(await top()).toBe(200);

  const theme = page.getByRole("button", { name: new RegExp(`^${russian.app.theme}:`) });
  await theme.dispatchEvent("click");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await theme.dispatchEvent("click");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await top()).toBe(200);
  expect([loads, application.bank.calls.status - before]).toEqual([0, 0]);

  const box = await openByKey(page, russian.palette);
  await box.fill("English");
  await page.getByRole("option", { name: "English", exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect([loads, application.bank.calls.status - before]).toEqual([0, 0]);
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await signIn("auditor");
  expect(await lookUpsAudited(page.request, "10000120")).toBe(1);
});

test("typed text stays in its box when the language changes", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  await page.getByLabel(words.look_up.label).fill("2052180");
  await openMenu(page);
  await page.getByRole("button", { name: "Рус", exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
  await expect(page.getByLabel(russian.look_up.label)).toHaveValue("2052180");
});

test("without scripts, a change of language makes no bank call either", async ({
  signIn,
  withoutScripts,
  application,
}) => {
  await signIn();
  const bare = await withoutScripts();
  await bare.goto("/transactions/10000124?terminal=main");
  await expect(bare).toHaveURL(/plain=1/);
  await expect(shownAnswer(bare)).toBeVisible();
  const before = application.bank.calls.status;
  await openMenu(bare);
  await bare.getByRole("button", { name: "Рус", exact: true }).click();
  await expect(bare.locator("html")).toHaveAttribute("lang", "ru");
  await expect(shownAnswer(bare)).toBeVisible();
  expect(application.bank.calls.status - before).toBe(0);
  // The button still asks the bank.
  await bare.getByRole("button", { name: russian.live.check_again }).click();
  await expect(bare).toHaveURL(/plain=1/);
  expect(application.bank.calls.status - before).toBe(1);
});

test("without scripts, the page of a payment in progress reloads itself as it says", async ({
  signIn,
  withoutScripts,
  application,
}) => {
  await signIn();
  const bare = await withoutScripts();
  await bare.goto("/transactions/10000305?terminal=main");
  await expect(bare).toHaveURL(/plain=1/);
  await expect(bare.getByText(words.live.moving)).toBeVisible();
  const refresh = await bare.locator("meta[http-equiv=refresh]").getAttribute("content");
  expect(refresh).toMatch(/^30; url=\/transactions\/10000305\?terminal=main&plain=1&timer=1$/);
  const before = application.bank.calls.status;
  await bare.goto(refresh?.replace("30; url=", "") ?? "");
  await expect(shownAnswer(bare)).toBeVisible();
  expect(application.bank.calls.status - before).toBe(1);
});

test("the answer is announced in a live region that existed before it", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  application.bank.setLatency(1_500);
  await page.goto("/transactions/205218074?terminal=main", { waitUntil: "commit" });
  const region = page.locator("main [role=status][data-announcements]");
  await expect(region).toHaveText(words.transaction.loading);
  await region.evaluate((one) => {
    one.dataset.kept = "yes";
  });
  await expect(region).toContainText(words.explain.goods.question);
  await expect(region).toContainText(words.badge.partly_refunded);
  await expect(region).toHaveAttribute("data-kept", "yes");
  application.bank.setLatency(BANK_LATENCY_MS);
});

test("nothing is animated with reduced motion", async ({ page, signIn, application }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signIn();
  application.bank.setLatency(2_500);
  await page.goto("/transactions/10000143?terminal=main", { waitUntil: "commit" });
  await expect(page.locator("[data-awaiting-bank]")).toBeVisible();
  const moving = await page.evaluate(() => document.getAnimations().length);
  application.bank.setLatency(BANK_LATENCY_MS);
  expect(moving).toBe(0);
  await expect(shownAnswer(page)).toBeVisible();
});

test("a look-up at several terminals counts once and is stored", async ({ page, signIn }) => {
  await signIn("supervisor");
  await page.goto("/transactions/77000001");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "not_found");
  await expect(page.getByText(/1\scheck,/)).toBeVisible();
  await page.goto("/transactions?invoices=77000001,77000002");
  const { asked_before } = words.interruption;
  const section = (title: string) => page.locator("section").filter({ hasText: title });
  await expect(section(asked_before.title)).toContainText("77000001");
  await expect(section(asked_before.title)).toContainText(
    asked_before.not_found.replace(", {time}", ""),
  );
  await expect(section(words.history.unknown_note)).toContainText("77000002");
  await expect(section(words.history.unknown_note)).not.toContainText("77000001");
});
