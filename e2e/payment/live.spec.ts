import { expect, messagesOf, shownAnswer, test } from "../fixtures.ts";
import { lookUpsAudited } from "./look-ups-audited.ts";

const words = messagesOf("en");

test("the page polls a payment in progress and announces its change once", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.clock.install();
  await page.goto("/transactions/10000301");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "in_progress");
  await expect(async () => {
    await page.clock.fastForward(60_000);
    await expect(shownAnswer(page)).toHaveAttribute("data-kind", "held", { timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
  const announced = page.getByRole("status").filter({ hasText: words.badge.held });
  await expect(announced).toHaveCount(1);
  await expect(shownAnswer(page).locator("header [data-badge]")).toHaveText(words.badge.held);
});

test("a change found by polling is one bank call and one audit row", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await page.clock.install();
  const before = application.bank.calls.status;
  let checks = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/transactions/10000303") checks += 1;
  });
  await page.goto("/transactions/10000303");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "in_progress");
  await expect(async () => {
    await page.clock.fastForward(60_000);
    await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid", { timeout: 1_000 });
  }).toPass({ timeout: 40_000 });
  await expect(page.getByRole("status").filter({ hasText: words.badge.paid })).toHaveCount(1);
  await expect(page).toHaveURL(/\/transactions\/10000303\?terminal=main$/);
  expect(application.bank.calls.status - before).toBe(1 + checks);
  await signIn("auditor");
  expect(await lookUpsAudited(page.request, "10000303")).toBe(1 + checks);
});

test("a saved look-up is rendered again only for its own person and payment", async ({
  page,
  signIn,
  application,
}) => {
  await signIn("clerk");
  const answer = await page.request.get("/api/transactions/10000122?terminal=main");
  const { observationId } = await answer.json();
  const calls = async (path: string) => {
    const before = application.bank.calls.status;
    expect(await (await page.request.get(path)).text()).toContain("data-kind");
    return application.bank.calls.status - before;
  };
  const again = `?terminal=main&observation=${observationId}`;
  expect(await calls(`/transactions/10000122${again}`)).toBe(0);
  expect(await calls(`/transactions/10000123${again}`)).toBe(1);
  expect(await calls(`/transactions/10000122?terminal=kiosk&observation=${observationId}`)).toBe(1);
  expect(await calls("/transactions/10000122?terminal=main&observation=none")).toBe(1);
  await signIn("supervisor");
  expect(await calls(`/transactions/10000122${again}`)).toBe(1);
});

test("checking again says that nothing changed", async ({ page, signIn, application }) => {
  await signIn();
  await page.goto("/transactions/10000101");
  await expect(page.getByText(words.live.age.just_now)).toBeVisible();
  const before = application.bank.calls.status;
  await page.getByRole("button", { name: words.live.check_again }).click();
  await expect(page.getByRole("status").filter({ hasText: words.live.no_change })).toBeVisible();
  expect(application.bank.calls.status).toBe(before + 1);
});
