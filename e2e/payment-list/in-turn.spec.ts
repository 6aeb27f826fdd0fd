import type { Application } from "../application.ts";
import { expect, messagesOf, test } from "../fixtures.ts";
import { lookUp, numbersOf } from "./history.ts";

const words = messagesOf("en").history;
const ASK = /Ask the bank about \d+ numbers?$/;

/** How often these numbers were looked up, by the audit log. */
async function auditedLooks(application: Application, invoices: readonly string[]) {
  const [row] = await application.query(
    `select count(*) from audit where event = 'payment.looked_up' and resource in (${listOf(invoices)})`,
  );
  return Number(Object(row).count);
}

/** As a list of SQL. */
function listOf(invoices: readonly string[]): string {
  return invoices.map((invoice) => `'${invoice}'`).join(", ");
}

test("all unknown numbers are asked about in turn, and those found come into the table", async ({
  page,
  signIn,
  application,
}) => {
  const found = ["10000102", "10000103", "10000201"];
  // Another test may have looked them up.
  const unknown = [...found, "91919191"];
  await application.query(`delete from observations where invoice_id in (${listOf(unknown)})`);
  const before = await auditedLooks(application, unknown);
  await signIn();
  await lookUp(page, ["10000101"]);
  const all = ["10000101", ...unknown];
  await page.goto(`/transactions?invoices=${all.join(",")}`);
  await page.getByRole("button", { name: ASK }).click();
  await expect(page.getByText("Asked about 4 of 4.")).toBeVisible();
  await expect.poll(async () => (await numbersOf(page)).sort()).toEqual(["10000101", ...found]);
  // What the bank does not know stays to be asked about again.
  await expect(page.getByText(/not known to the bank/)).toBeVisible();
  await expect(page.getByRole("button", { name: ASK })).toHaveText("Ask the bank about 1 number");
  expect(await auditedLooks(application, unknown)).toBe(before + unknown.length);
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
  application,
}) => {
  // Another test may have looked it up.
  await application.query("delete from observations where invoice_id = '10000104'");
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
