import { readFile } from "node:fs/promises";
import papaparse from "papaparse";
import readExcelFile from "read-excel-file/node";
import { LOCALES } from "#lib/i18n/locale.ts";
import { expect, messagesOf, test } from "../fixtures.ts";
import { lookUp, numbersOf } from "./history.ts";

const words = messagesOf("en");

for (const locale of LOCALES) {
  test(`a file has the rows of the page (${locale})`, async ({ page, signIn, speak }) => {
    const { history, badge } = messagesOf(locale);
    await speak(locale);
    await signIn();
    await lookUp(page, ["205218074", "10000101"]);
    const list =
      "/transactions?invoices=205218074,10000101&columns=state,amount,paid,card&sort=paid";
    await page.goto(list);
    const shown = await numbersOf(page);
    await page.getByText(history.export.title, { exact: true }).click();
    const download = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name, exact: true }).click(),
      ]);
      return readFile(await file.path());
    };
    const [sheet] = await readExcelFile(await download(history.export.xlsx));
    const xlsx = sheet?.data ?? [];
    expect(xlsx.map(([invoice]) => invoice)).toEqual([history.columns.invoice, ...shown]);
    expect(xlsx[0]).toEqual([
      history.columns.invoice,
      history.columns.state,
      history.columns.amount,
      history.names.currency,
      history.export.zone_column
        .replace("{column}", history.columns.paid)
        .replace("{zone}", "Asia/Almaty"),
      history.columns.card,
    ]);
    const sample = xlsx.find(([invoice]) => invoice === "205218074");
    expect(sample?.slice(1, 4)).toEqual([badge.partly_refunded, 22.22, "KZT"]);
    const csv = String(await download(history.export.csv));
    expect(csv.startsWith("\ufeff")).toBe(true);
    const { data } = papaparse.parse<string[]>(csv.slice(1), {
      delimiter: ";",
      skipEmptyLines: true,
    });
    expect(data.map(([invoice]) => invoice)).toEqual([history.columns.invoice, ...shown]);
    // A search of the audit log for one of the invoices finds both files (P-30).
    await signIn("auditor");
    const log = await page.request.get("/api/audit?event=payments.exported&resource=10000101");
    expect((await log.text()).match(/payments\.exported/g)?.length).toBeGreaterThanOrEqual(2);
  });
}

test("names of files contain no text from outside (A-49)", async ({ page, signIn }) => {
  await signIn("admin");
  // Markup, line breaks and a formula in the bank's texts, and unusual numbers.
  const invoices = ["10000709", "10000710", "10000711", "000123456", "SHOP-2025-A17"];
  await lookUp(page, invoices);
  const hostile = encodeURIComponent('"; filename="../evil.exe"\r\nx: y');
  const files: readonly [path: string, name: string][] = [
    [`/api/export?format=csv&q=${hostile}`, String.raw`practice-payments-\d{4}-\d\d-\d\d\.csv`],
    [`/api/export?format=xlsx&q=${hostile}`, String.raw`practice-payments-\d{4}-\d\d-\d\d\.xlsx`],
    [`/api/audit?resource=${hostile}`, String.raw`practice-log-\d{4}-\d\d-\d\d\.csv`],
    ...invoices.map((invoice): [string, string] => [
      `/api/evidence/${invoice}?language=kk`,
      `practice-payment-${invoice}-kk\\.pdf`,
    ]),
  ];
  for (const [path, name] of files) {
    const { "content-disposition": disposition } = (await page.request.get(path)).headers();
    // A quoted string of token characters, which every parser of RFC 6266 understands.
    expect(disposition, path).toMatch(new RegExp(`^attachment; filename="${name}"$`));
    expect(disposition, path).toMatch(/filename="[\w.-]+"$/);
  }
  for (const odd of [hostile, "a%2Fb", "a.b", "%D1%88%D0%BE%D1%82"]) {
    const refused = await page.request.get(`/api/evidence/${odd}?language=kk`);
    expect(refused.status(), odd).toBe(400);
    expect(refused.headers()["content-disposition"]).toBeUndefined();
  }
});

test("the browser downloads the file itself, without a script", async ({ page, signIn }) => {
  await signIn();
  await lookUp(page, ["10000101"]);
  await page.goto("/transactions");
  await page.getByText(words.history.export.title, { exact: true }).click();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/export") asked.push(request.resourceType());
  });
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: words.history.export.csv, exact: true }).click(),
  ]);
  expect(String(await readFile(await file.path()))).toContain("10000101");
  expect(asked).toEqual(["document"]);
  await expect(page).toHaveURL("/transactions");
});

test("the download requires the permission, not only its button", async ({
  page,
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  const answer = await context.request.get("/api/export?format=csv");
  expect(answer.status()).toBe(401);
  await context.close();
  await page.goto("/transactions");
  await expect(page).toHaveURL(/sign-in/);
});
