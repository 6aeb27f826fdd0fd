import { LANGUAGE_COOKIE, LOCALES } from "#lib/i18n/locale.ts";
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

/** Every page, of staff and of others. */
const PAGES = [
  ...["/", "/transactions", "/transactions/10000101", "/transactions/10000101/share", "/shares"],
  ...["/people", "/audit", "/account", "/account/factor", "/personal-data", "/confirm?back=%2F"],
  ...["/sign-in?callbackUrl=%2F", "/set-up/unknown", `/s/${"a".repeat(43)}`, "/nowhere"],
];

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
  const words = messagesOf("en");
  for (const locale of LOCALES) {
    const cookie = { name: LANGUAGE_COOKIE, value: locale, url: application.url };
    await plain.addCookies([cookie]);
    const { unavailable_title } = messagesOf(locale).interruption.refused;
    for (const path of PAGES) {
      const answer = await whole.goto(path);
      await expect(whole.locator("html")).toHaveAttribute("lang", locale);
      // Links for outsiders are opened by a button.
      if (path.startsWith("/s/")) await whole.getByRole("button").click();
      else expect([path, answer?.status()]).toEqual([path, 503]);
      await expect(whole.getByRole("heading", { level: 1 })).toHaveText(unavailable_title);
      if (path.startsWith("/s/")) continue;
      expect(Number(answer?.headers()["retry-after"])).toBeGreaterThan(0);
    }
  }
  // Who has no session yet reads the form, and after it why it leads nowhere.
  await plain.clearCookies({ name: /session/ });
  await whole.goto("/");
  await whole.getByLabel(words.sign_in.email).fill("clerk@demo.kz");
  await whole.getByLabel(words.sign_in.password, { exact: true }).fill("a password");
  await whole.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
  await expect(whole.getByRole("heading", { level: 1 })).toHaveText(
    words.interruption.refused.unavailable_title,
  );
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
