import { readFileSync } from "node:fs";
import { z } from "zod";
import { errorSchema } from "#lib/http/errors.ts";
import { type Application, startApplication } from "./application.ts";
import { test as base, expect, logRows, messagesOf } from "./fixtures.ts";

/** One request has one reference: in the answer, in the log and in the audit. */

/** A zone in which it is another day than in UTC, whatever the hour. */
const OTHER_DAY = new Date().getUTCHours() < 11 ? "Pacific/Pago_Pago" : "Pacific/Kiritimati";

const test = base.extend<object, { application: Application }>({
  application: [
    async ({}, use) => {
      const application = await startApplication({ DISPLAY_TIME_ZONE: OTHER_DAY });
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

const rowsSchema = z.array(z.object({ event: z.string(), request_id: z.string().nullable() }));

test("the reference that a person reads out finds the audit row and the log line", async ({
  page,
  signIn,
  application,
}) => {
  await signIn();
  const seen = await page.request.get("/api/transactions/205218074");
  const opened = await page.goto("/transactions/10000101");
  const refused = await page.request.get("/api/audit");
  expect([seen.status(), opened?.status(), refused.status()]).toEqual([200, 200, 403]);
  const references = [seen, opened, refused].map((answer) => answer?.headers()["x-request-id"]);
  const [ofLookUp, ofPage, ofRefusal] = references;
  expect(errorSchema.parse(await refused.json()).reference).toBe(ofRefusal);
  const output = application.output();
  for (const id of [ofLookUp, ofPage]) {
    expect(output).toMatch(new RegExp(`"requestId":"${id}".*"msg":"look-up"`));
  }
  expect(output).toMatch(new RegExp(`"requestId":"${ofRefusal}".*"msg":"request refused"`));
  const rows = rowsSchema.parse(await application.query("select event, request_id from audit"));
  const eventOf = (id: string | undefined) => rows.find((row) => row.request_id === id)?.event;
  expect(references.map(eventOf)).toEqual([
    "payment.looked_up",
    "payment.looked_up",
    "access.refused",
  ]);
});

test("an auditor finds what was done under a reference that was read out, on the page and in the file", async ({
  page,
  context,
  signIn,
}) => {
  const { audit } = messagesOf("en").account;
  await signIn();
  const seen = await page.request.get("/api/transactions/205218074");
  await page.request.get("/api/transactions/10000101");
  const reference = seen.headers()["x-request-id"] ?? "";
  await context.clearCookies();
  await signIn("auditor");
  await page.goto("/audit");
  const readOut = `${reference.slice(0, 5)} ${reference.slice(5)}`.toLowerCase();
  await page.getByText(audit.filters, { exact: true }).click();
  await page.getByLabel(audit.reference).fill(readOut);
  await page.getByRole("button", { name: audit.filter, exact: true }).click();
  const rows = logRows(page);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("205218074");
  await expect(rows).toContainText(reference);
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: audit.export }).click();
  const [titles, ...lines] = readFileSync(await (await file).path(), "utf8")
    .trim()
    .split("\r\n");
  expect(titles).toContain(audit.reference);
  expect(lines).toEqual([expect.stringContaining(reference)]);
});

test("a page that fails shows the reference of its line in the log, and no value of its statement (A-63)", async ({
  browser,
  page,
  signIn,
  application,
}) => {
  const full = "add constraint full_disk check (event <> 'payment.looked_up') not valid";
  await application.query(`alter table audit ${full}`);
  await signIn();
  const storageState = await page.context().storageState();
  // A browser of its own: this page complains in its console, as it should.
  // In another kind of browser the session would be nobody's.
  const canary = "canary-in-the-audit-row";
  const userAgent = `${await page.evaluate(() => navigator.userAgent)} ${canary}`;
  const context = await browser.newContext({ storageState, userAgent, baseURL: application.url });
  const failing = await context.newPage();
  const answer = await failing.goto("/transactions/205218074");
  const reference = answer?.headers()["x-request-id"] ?? "none";
  await expect(failing.getByText(reference)).toBeVisible();
  expect(application.output()).toMatch(new RegExp(`"requestId":"${reference}".*"err"`));
  const refused = await failing.request.get("/api/transactions/205218074");
  expect(refused.status()).toBe(503);
  expect(application.output()).toContain("A statement failed (23514).");
  const said = [application.output(), await failing.content(), await refused.text()].join("\n");
  expect(said).not.toContain(canary);
  const { refused: words } = messagesOf("en").interruption;
  await expect(failing.getByText(words.unavailable_title)).toBeVisible();
  await context.close();
  // Without scripts the page in one piece says so, which can still have a status.
  const plain = await browser.newContext({
    storageState,
    javaScriptEnabled: false,
    userAgent,
    baseURL: application.url,
  });
  const whole = await plain.newPage();
  await whole.goto("/transactions/205218074");
  await whole.waitForURL(/plain=1/);
  await expect(whole.getByRole("heading", { name: words.unavailable_title })).toBeVisible();
  const again = await whole.reload();
  expect(again?.status()).toBe(503);
  expect(Number(again?.headers()["retry-after"])).toBeGreaterThan(0);
  expect(application.output()).not.toContain(canary);
  await plain.close();
  await application.query("alter table audit drop constraint full_disk");
});

test("the day in a file's name is the one of the display zone", async ({ page, signIn }) => {
  await signIn("admin");
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: OTHER_DAY }).format(new Date());
  for (const [path, name] of [
    ["/api/export?format=csv", `practice-payments-${day}.csv`],
    ["/api/export?format=xlsx", `practice-payments-${day}.xlsx`],
    ["/api/audit", `practice-log-${day}.csv`],
  ] as const) {
    const file = await page.request.get(path);
    expect(file.headers()["content-disposition"]).toBe(`attachment; filename="${name}"`);
  }
});
