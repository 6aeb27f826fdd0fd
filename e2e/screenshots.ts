import { mkdirSync } from "node:fs";
import { type Browser, chromium } from "@playwright/test";
import { DEMO } from "#lib/account/demo.ts";
import { LANGUAGE_COOKIE, LOCALES } from "#lib/i18n/locale.ts";
import { THEME_COOKIE } from "#lib/preferences/theme.ts";
import { findChromium } from "#testing/machine/chromium.ts";
import { startApplication } from "./application.ts";

/**
 * `npm run screenshots`: writes every page in three languages, two themes, and the widths of a phone and
 * a desktop into screenshots/, and the README's picture.
 */

const PAGES: readonly [name: string, path: string][] = [
  ["look-up", "/"],
  ["look-up-problem", "/?invoice=a%20b"],
  ["partly-refunded", "/transactions/205218074"],
  ["paid", "/transactions/10000101"],
  ["held", "/transactions/10000102"],
  ["released", "/transactions/10000103"],
  ["hold-expired", "/transactions/10000104"],
  ["bonus", "/transactions/10000105"],
  ["contradiction", "/transactions/10000108"],
  ["card-verified", "/transactions/10000109"],
  ["unknown", "/transactions/10000112"],
  ["failed", "/transactions/10000201"],
  ["not-settled", "/transactions/10000204"],
  ["three-d-secure", "/transactions/10000214"],
  ["in-progress", "/transactions/10000305"],
  ["refunded", "/transactions/10000401"],
  ["refund-unclear", "/transactions/10000405"],
  ["bank-error", "/transactions/10000801"],
  ["our-settings", "/transactions/10000802"],
  ["not-found", "/transactions/10000807"],
  ["unreadable", "/transactions/10000810"],
  ["no-such-page", "/nowhere"],
];
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

const application = await startApplication();
const browser = await chromium.launch({
  executablePath: findChromium() ?? "chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  await readmePicture(browser);
  for (const locale of LOCALES) {
    for (const theme of ["light", "dark"] as const) {
      for (const size of ["phone", "desk"] as const) await album(browser, { locale, theme, size });
    }
  }
} finally {
  await browser.close();
  await application.stop();
}

async function album(
  from: Browser,
  look: { locale: string; theme: string; size: keyof typeof SIZES },
): Promise<void> {
  const page = await signedIn(from, look);
  const folder = `screenshots/${look.locale}-${look.theme}-${look.size}`;
  mkdirSync(folder, { recursive: true });
  for (const [name, path] of PAGES) {
    await page.goto(path);
    await page.locator("main h1").first().waitFor();
    await page.locator("[data-awaiting-bank]").waitFor({ state: "detached" });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
  await page.context().close();
}

async function readmePicture(from: Browser): Promise<void> {
  const page = await signedIn(from, { locale: "en", theme: "light", size: "desk" });
  await page.goto("/transactions/205218074");
  await page.locator("[data-awaiting-bank]").waitFor({ state: "detached" });
  await page.screenshot({ path: "README.png" });
  await page.context().close();
}

async function signedIn(
  from: Browser,
  look: { locale: string; theme: string; size: keyof typeof SIZES },
) {
  const context = await from.newContext({ baseURL: application.url, viewport: SIZES[look.size] });
  await context.addCookies([
    { name: LANGUAGE_COOKIE, value: look.locale, url: application.url },
    { name: THEME_COOKIE, value: look.theme, url: application.url },
  ]);
  const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
  await context.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email: DEMO.people[0].email, password: DEMO.password, callbackUrl: "/" },
    maxRedirects: 0,
  });
  return context.newPage();
}
