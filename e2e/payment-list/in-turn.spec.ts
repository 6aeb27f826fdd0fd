import type { Page } from "@playwright/test";
import { expect, messagesOf, test } from "../fixtures.ts";
import { lookUp, numbersOf } from "./history.ts";

const words = messagesOf("en").history;
const ASK = /Ask the bank about \d+ numbers?$/;

/** The look-ups of a number in the audit log. */
async function auditedLooks(page: Page, invoice: string): Promise<number> {
  const log = await page.request.get(`/api/audit?event=payment.looked_up&resource=${invoice}`);
  return (await log.text()).match(/payment\.looked_up/g)?.length ?? 0;
}

test("all unknown numbers are asked about in turn, and those found come into the table", async ({
  page,
  signIn,
  context,
}) => {
  await signIn();
  await lookUp(page, ["10000101"]);
  const found = ["10000102", "10000103", "10000201"];
  const all = ["10000101", ...found, "91919191"];
  await page.goto(`/transactions?invoices=${all.join(",")}`);
  await page.getByRole("button", { name: ASK }).click();
  await expect(page.getByText("Asked about 4 of 4.")).toBeVisible();
  await expect.poll(async () => (await numbersOf(page)).sort()).toEqual(["10000101", ...found]);
  // What the bank does not know stays to be asked about again.
  await expect(page.getByText(/not known to the bank/)).toBeVisible();
  await expect(page.getByRole("button", { name: ASK })).toHaveText("Ask the bank about 1 number");
  await context.clearCookies();
  await signIn("auditor");
  for (const invoice of [...found, "91919191"]) {
    expect(await auditedLooks(page, invoice), invoice).toBe(1);
  }
});

test("asking in turn can be stopped", async ({ page, signIn, application }) => {
  await signIn();
  const invoices = Array.from({ length: 30 }, (_, place) => String(92_000_000 + place));
  await page.goto(`/transactions?invoices=${invoices.join(",")}`);
  const before = application.bank.calls.status;
  await page.getByRole("button", { name: ASK }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: words.ask.stop, exact: true }).click();
  await expect(page.getByText(/^Stopped: asked about \d+ of 30\.$/)).toBeVisible();
  const calls = application.bank.calls.status - before;
  expect(calls).toBeLessThan(30 * 3);
  await expect(page.getByRole("button", { name: ASK })).toBeVisible();
});

test("without scripts a press asks about ten and the rest waits for the next", async ({
  signIn,
  withoutScripts,
}) => {
  await signIn();
  const plain = await withoutScripts();
  const invoices = Array.from({ length: 12 }, (_, place) => String(93_000_000 + place));
  await plain.goto(`/transactions?invoices=10000104,${invoices.join(",")}`);
  await plain.getByRole("button", { name: ASK }).click();
  await expect(plain).toHaveURL(/\/transactions\?invoices=10000104/);
  expect(await numbersOf(plain)).toEqual(["10000104"]);
  await expect(plain.getByText(/not known to the bank/)).toHaveCount(9);
  // The numbers that were never asked about come first.
  await plain.getByRole("button", { name: ASK }).click();
  await expect(plain.getByText(/not known to the bank/)).toHaveCount(12);
});
