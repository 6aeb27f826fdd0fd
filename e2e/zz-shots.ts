import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { DEMO } from "#lib/account/demo.ts";
import { LANGUAGE_COOKIE } from "#lib/i18n/locale.ts";
import { THEME_COOKIE } from "#lib/preferences/theme.ts";
import { findChromium } from "#testing/machine/chromium.ts";
const [, , role = "clerk", locale = "ru", theme = "light", size = "1280x900", full = "0", ...invoices] = process.argv;
const url = readFileSync("/tmp/page-shots/url", "utf8").trim();
const [width = 1280, height = 900] = size.split("x").map(Number);
const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: ["--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext({ baseURL: url, viewport: { width, height } });
await context.addCookies([{ name: LANGUAGE_COOKIE, value: locale, url }, { name: THEME_COOKIE, value: theme, url }]);
const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
await context.request.post("/api/auth/callback/credentials", { form: { csrfToken, email: DEMO.people.find((p) => p.role === role)?.email ?? "", password: DEMO.password, callbackUrl: "/" }, maxRedirects: 0 });
const page = await context.newPage();
page.on("pageerror", (m) => console.log("pageerror", m.message));
for (const invoice of invoices) {
  await page.goto(`/transactions/${invoice}`);
  await page.locator("[data-awaiting-bank]").waitFor({ state: "detached" });
  if (full === "measure") {
    const h = await page.evaluate(() => document.documentElement.scrollHeight);
    console.log(invoice, h);
    continue;
  }
  await page.waitForTimeout(300);
  if (full === "open") { await page.keyboard.press("e"); await page.waitForTimeout(300); }
  const html = await page.content();
  console.log(invoice, await page.evaluate(() => document.documentElement.scrollHeight), html.length);
  await page.screenshot({ path: `/tmp/page-shots/${invoice}-${role}-${locale}-${theme}-${width}.png`, fullPage: full !== "0" });
}
await browser.close();
