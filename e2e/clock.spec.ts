import { clockAhead } from "#testing/clock-ahead.ts";
import { expect, messagesOf, test } from "./fixtures.ts";

const { warnings } = messagesOf("en").account;

test("administrators see that the clock is in doubt, until it is right again", async ({
  page,
  signIn,
  speak,
  application,
}) => {
  test.setTimeout(180_000);
  await speak("en");
  await signIn("clerk");
  expect((await page.request.get("/api/transactions/205218074")).status()).toBe(200);
  await page.goto("about:blank");
  application.env.NODE_OPTIONS = clockAhead(200 * 86_400_000);
  try {
    await application.restart("SIGKILL");
    expect(application.output()).toContain("the clock is in doubt");
    await signIn("clerk");
    await page.goto("/");
    await expect(page.getByText(warnings.clock_title)).toHaveCount(0);
    await signIn("admin");
    for (const address of ["/", "/audit"]) {
      await page.goto(address);
      await expect(page.getByText(warnings.clock_title)).toBeVisible();
    }
    const list = await (await page.request.get("/transactions")).text();
    expect(list, "nothing was removed").toContain("205218074");
  } finally {
    delete application.env.NODE_OPTIONS;
    await page.goto("about:blank");
    await application.restart("SIGKILL");
  }
  await signIn("admin");
  await page.goto("/");
  await expect(page.getByText(warnings.clock_title)).toHaveCount(0);
});
