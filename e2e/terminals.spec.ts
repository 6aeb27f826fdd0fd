import { expect, messagesOf, shownAnswer, test } from "./fixtures.ts";

const words = messagesOf("en");

test("a number that the first terminal does not know is found at another, which the link names", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  const before = application.bank.calls.status;
  await page.goto("/transactions/10001001");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid");
  expect(application.bank.calls.status - before).toBe(2);
  const foundAt = words.transaction.found_at.replace("{terminal}", "kiosk");
  await expect(page.getByText(foundAt)).toBeVisible();
  await expect(page).toHaveURL("/transactions/10001001?terminal=kiosk");
  // The terminal that knew it before is asked first.
  const known = await page.request.get("/api/transactions/10001001");
  expect(await known.json()).toMatchObject({
    terminal: "kiosk",
    asked: [{ terminal: "kiosk", kind: "paid" }],
  });
  expect(application.bank.calls.status - before).toBe(3);
});

test("only the named terminal is asked", async ({ page, signIn, application }) => {
  await signIn();
  const before = application.bank.calls.status;
  const answer = await page.request.get("/api/transactions/10001002?terminal=main");
  expect(await answer.json()).toMatchObject({ kind: "not_found", terminal: "main" });
  expect(application.bank.calls.status - before).toBe(1);
});

test("the chosen terminal is remembered", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  const choice = page.getByRole("combobox", { name: words.look_up.terminal });
  await expect(choice).toHaveValue("");
  await choice.selectOption("online");
  await page.getByLabel(words.look_up.label).fill("10001002");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/transactions/10001002?terminal=online");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "held");
  await page.goto("/");
  await expect(choice).toHaveValue("online");
});

test("for an unknown number each suggestion is one click and one bank call", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await page.goto("/transactions/123456?terminal=main");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "not_found");
  const before = application.bank.calls.status;
  const doctor = page.locator("section").filter({ hasText: words.not_found.title });
  await expect(doctor.getByText(words.not_found.other_terminal.title)).toBeVisible();
  await expect(doctor.getByText(words.not_found.p2p.title)).toBeVisible();
  expect(application.bank.calls.status).toBe(before);
  await doctor
    .getByRole("link", { name: words.not_found.try.replace("{invoice}", "000123456") })
    .click();
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "paid");
  expect(application.bank.calls.status - before).toBe(1);
});

test("a stored payment with the same last digits is suggested first", async ({ page, signIn }) => {
  await signIn();
  await page.request.get("/api/transactions/205218074");
  await page.goto("/transactions/999218074");
  const doctor = page.locator("section").filter({ hasText: words.not_found.title });
  await expect(doctor.getByRole("listitem").first()).toContainText(words.not_found.similar.title);
  await doctor.getByRole("link", { name: /205218074/ }).click();
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "partly_refunded");
});

test("a countdown for a new payment is started and stopped by the person", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  await page.clock.install();
  await page.goto("/transactions/424242?terminal=main");
  await expect(shownAnswer(page)).toHaveAttribute("data-kind", "not_found");
  const before = application.bank.calls.status;
  const { start, waiting, stop } = words.not_found.too_fresh;
  const begin = page.getByRole("button", { name: start.replace("{seconds}", "30") });
  await begin.click();
  await page.clock.runFor(5_000);
  await expect(page.getByRole("timer")).toHaveText(waiting.replace("{n}", "25"));
  await page.getByRole("button", { name: stop }).click();
  await page.clock.runFor(60_000);
  expect(application.bank.calls.status).toBe(before);
  await begin.click();
  await page.clock.runFor(30_000);
  await expect.poll(() => application.bank.calls.status).toBe(before + 1);
});
