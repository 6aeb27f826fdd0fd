import {
  type BrowserContext,
  test as base,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";
import type { Role } from "#lib/account/access.ts";
import { DEMO } from "#lib/account/demo.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { LANGUAGE_COOKIE } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { type Application, startApplication } from "./application.ts";

export { expect, messagesOf };

interface TestFixtures {
  /** Signs the page's browser in, over the same requests that the form makes. */
  signIn(role?: Role): Promise<void>;
  /** Sets the language of the page's browser. */
  speak(locale: Locale): Promise<void>;
  /** Opens a page without scripts, in the session that the page's browser has now. */
  withoutScripts(): Promise<Page>;
}

/** The error of React in a page that is left before its stream has ended, which nobody sees. */
const LEFT_EARLY = /^Minified React error #419;/;

/**
 * Runs one application for each worker. An error in the console of a page fails its test, and so does a
 * request to another host (K-01).
 */
export const test = base.extend<TestFixtures, { application: Application }>({
  application: [
    async ({}, use) => {
      const application = await startApplication();
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: ({ application }, use) => use(application.url),
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => {
      if (!LEFT_EARLY.test(message)) errors.push(message);
    });
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      // The identity provider of some tests is at 127.0.0.1.
      const isHere = hostname === "localhost" || hostname === "127.0.0.1";
      const isOurs = isHere || protocol === "data:" || protocol === "blob:";
      if (!isOurs) errors.push(`asked ${hostname}`);
    });
    await use(page);
    expect(errors.filter((text) => !isExpected(text))).toEqual([]);
  },
  withoutScripts: async ({ browser, page, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({
        javaScriptEnabled: false,
        storageState: await page.context().storageState(),
        baseURL: baseURL ?? "",
      });
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  signIn: ({ page }, use) => use((role = "clerk") => signIn(page, role)),
  speak: ({ page, baseURL }, use) =>
    use(async (locale) => {
      await page
        .context()
        .addCookies([{ name: LANGUAGE_COOKIE, value: locale, url: baseURL ?? "" }]);
    }),
});

/** The visible answer; while the page is being streamed, there may be a hidden one, too. */
export function shownAnswer(page: Page): Locator {
  return page.locator("article[data-kind]").filter({ visible: true }).first();
}

/** The rows of the audit log; notices about the account may stand above them, as a list as well. */
export function logRows(page: Page): Locator {
  return page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.locator("summary") });
}

/** Opens the menu in the head of the page, which holds language, theme, help and the way out. */
export async function openMenu(page: Page): Promise<void> {
  const menu = page.locator("details.header-menu");
  // A press of the script's side or of the browser's: the menu needs neither.
  if ((await menu.getAttribute("open")) === null) await menu.locator("summary").click();
  await expect(menu).toHaveAttribute("open", "");
}

/** Opens all details of the shown payment. */
export async function openDetails(page: Page): Promise<void> {
  const folds = page.locator("[data-fold]:not([open])");
  await expect(async () => {
    if ((await folds.count()) === 0) return;
    await page.locator(".details-head button").click({ timeout: 1_000 });
    await expect(folds).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
}

/** Chromium reports responses such as 503 as errors; some tests cause them on purpose. */
function isExpected(error: string): boolean {
  return /Failed to load resource: the server responded with a status of (400|401|403|404|429|502|503)/.test(
    error,
  );
}

async function signIn(page: Page, role: Role): Promise<void> {
  const csrf = await page.request.get("/api/auth/csrf");
  const { csrfToken } = await csrf.json();
  const email = DEMO.people.find((person) => person.role === role)?.email ?? "";
  const answer = await page.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password: DEMO.password, callbackUrl: "/" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
}
