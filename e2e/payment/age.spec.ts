import type { Page } from "@playwright/test";
import { expect, messagesOf, shownAnswer, test } from "../fixtures.ts";

const { live } = messagesOf("en");
const HOUR = 3_600_000;

/** Opens a page of a payment on a machine whose clock is wrong by so much. */
async function openWithClockOff(page: Page, milliseconds: number, invoice = "10000101") {
  await page.clock.install({ time: Date.now() + milliseconds });
  await page.goto(`/transactions/${invoice}`);
  await expect(shownAnswer(page)).toBeVisible();
}

for (const [name, off] of [
  ["right", 0],
  ["ten minutes slow", -HOUR / 6],
  ["ten minutes fast", HOUR / 6],
  ["a day slow", -24 * HOUR],
  ["a day fast", 24 * HOUR],
] as const) {
  test(`the age of an answer is right by a clock that is ${name}`, async ({ page, signIn }) => {
    await signIn();
    await openWithClockOff(page, off);
    await expect(page.getByText(live.age.just_now)).toBeVisible();
    await page.clock.fastForward(3 * 60_000);
    await expect(page.getByText(live.age.minutes_ago.replace("{n}", "3"))).toBeVisible();
    await page.getByRole("button", { name: live.check_again }).click();
    await expect(page.getByText(live.no_change)).toBeVisible();
    await expect(page.getByText(live.age.just_now, { exact: true })).toBeVisible();
  });
}

test("a clock that is set while the page is open makes no answer younger", async ({
  page,
  signIn,
}) => {
  await signIn();
  await openWithClockOff(page, 0);
  await expect(page.getByText(live.age.just_now)).toBeVisible();
  await page.clock.fastForward(3 * 60_000);
  await page.clock.setSystemTime(Date.now() - HOUR);
  await page.clock.fastForward(60_000);
  await expect(page.getByText(live.age.minutes_ago.replace("{n}", "4"))).toBeVisible();
});

test("after the machine has slept the answer is as old as it is", async ({ page, signIn }) => {
  await signIn();
  await openWithClockOff(page, 0);
  await expect(page.getByText(live.age.just_now)).toBeVisible();
  // Sleep stops performance.now(), and not the wall clock.
  await page.clock.setSystemTime(Date.now() + 8 * HOUR);
  await page.clock.fastForward(2_000);
  await expect(page.getByText(live.age.hours_ago.replace("{n}", "8"))).toBeVisible();
});
