import { test as base, expect, type Locator, type Page } from "@playwright/test";
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
  speak(locale: Locale): Promise<void>;
}

/** What React says in a page that is left before its stream has ended; nobody sees that page any more. */
const LEFT_EARLY = /^Minified React error #419;/;

/**
 * One application for each worker. A page that complains in its console fails its test, and so does
 * one that asks another host for anything (K-01).
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
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => {
      if (!LEFT_EARLY.test(message)) complaints.push(message);
    });
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      // The identity provider of some tests is at 127.0.0.1.
      const isHere = hostname === "localhost" || hostname === "127.0.0.1";
      const isOurs = isHere || protocol === "data:" || protocol === "blob:";
      if (!isOurs) complaints.push(`asked ${hostname}`);
    });
    await use(page);
    expect(complaints.filter((text) => !isExpected(text))).toEqual([]);
  },
  signIn: ({ page }, use) => use((role = "clerk") => signIn(page, role)),
  speak: ({ page, baseURL }, use) =>
    use(async (locale) => {
      await page
        .context()
        .addCookies([{ name: LANGUAGE_COOKIE, value: locale, url: baseURL ?? "" }]);
    }),
});

/** The answer that can be seen; while the page is being streamed, a hidden one may stand beside it. */
export function shownAnswer(page: Page): Locator {
  return page.locator("article[data-kind]").filter({ visible: true }).first();
}

/** The browser itself reports answers such as 503: they are what some tests are about. */
function isExpected(complaint: string): boolean {
  return /Failed to load resource: the server responded with a status of (400|401|403|404|429|502|503)/.test(
    complaint,
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
  expect(answer.status()).toBe(302);
}
