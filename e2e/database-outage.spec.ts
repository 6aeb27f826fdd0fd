import { startFreezablePostgres } from "#testing/databases/freezable-postgres.ts";
import { type Application, startApplication } from "./application.ts";
import { test as base, expect, messagesOf } from "./fixtures.ts";

/** What people, programs and balancers get while PostgreSQL is frozen or gone. */

type Database = Awaited<ReturnType<typeof startFreezablePostgres>>;

const test = base.extend<object, { database: Database; application: Application }>({
  database: [
    async ({}, use) => {
      const database = await startFreezablePostgres();
      await use(database);
      await database.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  application: [
    async ({ database }, use) => {
      const application = await startApplication({ DATABASE_URL: database.url });
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

test.describe.configure({ mode: "serial" });

/** Paths of pages and of the API that signed-in staff may open. */
const PATHS = ["/transactions/10000101", "/transactions", "/api/transactions/10000101"];

test("while the database is frozen everything says so in time, and then works (I6)", async ({
  page,
  signIn,
  database,
}) => {
  await signIn();
  const resume = await database.freeze();
  try {
    const answers = await Promise.all(PATHS.map((path) => page.request.get(path)));
    expect(answers.map((answer) => answer.status())).toEqual(answers.map(() => 503));
    // By now the sign-in, which was written, is no proof any more.
    expect((await page.request.get("/api/health/ready")).status()).toBe(503);
    expect((await page.request.get("/api/health/live")).status()).toBe(200);
  } finally {
    resume();
  }
  await expect.poll(async () => (await page.request.get("/api/health/ready")).status()).toBe(200);
  for (const path of PATHS) expect((await page.request.get(path)).status()).toBe(200);
});

test("without a database people read why, without scripts too, and programs get a code", async ({
  page,
  browser,
  signIn,
  speak,
  database,
  application,
}) => {
  await speak("en");
  await signIn();
  const storageState = await page.context().storageState();
  const plain = await browser.newContext({
    storageState,
    javaScriptEnabled: false,
    baseURL: application.url,
  });
  await database.stop();
  const whole = await plain.newPage();
  const { refused } = messagesOf("en").interruption;
  for (const path of ["/transactions/10000101", "/transactions", "/"]) {
    const answer = await whole.goto(path);
    expect(answer?.status()).toBe(503);
    expect(Number(answer?.headers()["retry-after"])).toBeGreaterThan(0);
    await expect(whole.getByRole("heading", { name: refused.unavailable_title })).toBeVisible();
  }
  const refusal = await page.request.get("/api/transactions/10000101");
  expect([refusal.status(), await refusal.json()]).toEqual([
    503,
    { error: "unavailable", reference: refusal.headers()["x-request-id"] },
  ]);
  // The sign-in was written, and proves for a second that the process is ready.
  await expect
    .poll(async () => await (await page.request.get("/api/health/ready")).json())
    .toEqual({ status: "database_unavailable", auditShipping: "ok" });
  expect((await page.request.get("/api/health/ready")).status()).toBe(503);
  expect(application.output()).not.toContain("uncaughtException");
  await plain.close();
});
