import { expect, test } from "../fixtures.ts";
import {
  EN,
  expectActive,
  openByKey,
  openTransaction,
  openWindow,
  option,
  palette,
  scriptsRun,
} from "./windows.ts";

/** The command palette while its code or its list is missing. */

test("the box looks up while the list is loading and when it fails to load", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.goto("/");
  await page.route("**/api/palette", (route) => route.abort());
  const complaints: string[] = [];
  page.removeAllListeners("console");
  page.on("console", (message) => complaints.push(message.text()));
  await openByKey(page);
  await expect(palette(page).getByRole("alert")).toHaveText(EN.failed);
  await page.keyboard.insertText("205218074");
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/find"));
  await page.keyboard.press("Enter");
  expect((await asked).postData()).toBe("text=205218074");
});

test("text typed while the list is loading is kept", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  const held = Promise.withResolvers<void>();
  await page.route("**/api/palette", async (route) => {
    await held.promise;
    await route.continue();
  });
  const box = await openByKey(page);
  await page.keyboard.type("dark");
  held.resolve();
  await expectActive(page, option(page, "dark").first());
  await expect(option(page, EN.commands.theme_dark)).toBeVisible();
  await expect(option(page, EN.commands.sign_out)).toHaveCount(0);
  await expect(box).toHaveValue("dark");
  await page.keyboard.press("Escape");
  await expect(await openByKey(page)).toHaveValue("");
});

test("text typed while the palette's code is loading is kept", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  await scriptsRun(page);
  const held = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js", async (route) => {
    await held.promise;
    await route.continue();
  });
  await openWindow(page);
  const plain = palette(page).getByRole("textbox", { name: EN.title });
  await expect(plain).toBeFocused();
  await page.keyboard.type("205");
  held.resolve();
  const box = palette(page).getByRole("combobox");
  await expect(box).toBeFocused();
  await page.keyboard.type("218074");
  await expect(box).toHaveValue("205218074");
  await expectActive(page, option(page, /205218074/).first());
});

test("the palette's code is loaded on opening, and the box works without it", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.goto("/");
  await scriptsRun(page);
  await page.route("**/_next/static/**/*.js", (route) => route.abort());
  page.removeAllListeners("console");
  await openWindow(page);
  await expect(palette(page).getByRole("alert")).toHaveText(EN.failed);
  const plain = palette(page).getByRole("textbox", { name: EN.title });
  await expect(plain).toBeFocused();
  await page.keyboard.type("205218074");
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/find"));
  await page.keyboard.press("Enter");
  expect((await asked).postData()).toBe("text=205218074");
});

test("the palette keeps the content policy, which allows no inline style", async ({
  page,
  signIn,
}) => {
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      document.documentElement.dataset.violation = `${violatedDirective} ${blockedURI}`;
    });
  });
  await signIn();
  const answer = await page.goto("/");
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("style-src 'self' 'nonce-");
  expect(policy).not.toContain("unsafe-");
  await openByKey(page);
  await page.keyboard.type("theme");
  await expectActive(page, option(page, "theme").first());
  await page.keyboard.press("ArrowDown");
  await option(page, EN.commands.theme_light).hover();
  await expectActive(page, option(page, EN.commands.theme_light));
  await expect(page.locator("html")).not.toHaveAttribute("data-violation");
  // The policy does refuse inline styles; the console says so, too.
  page.removeAllListeners("console");
  await page.evaluate(() => document.body.append(document.createElement("style")));
  await page.evaluate(() => document.body.setAttribute("style", "color: red"));
  await expect(page.locator("html")).toHaveAttribute("data-violation", /^style-src/);
});

test("a palette whose session has ended says so and links to the sign-in and back", async ({
  page,
  signIn,
}) => {
  await signIn();
  await openTransaction(page);
  await page.context().clearCookies();
  await openByKey(page);
  const notice = palette(page).getByRole("alert");
  await expect(notice).toHaveText(`${EN.signed_out} ${EN.sign_in}`);
  await expect(notice.getByRole("link", { name: EN.sign_in })).toHaveAttribute(
    "href",
    `/sign-in?callbackUrl=${encodeURIComponent("/transactions/205218074")}`,
  );
  // The box stays a form, whose handler redirects to the sign-in.
  await page.keyboard.insertText("205218074");
  await expect(palette(page).getByRole("combobox")).toHaveAttribute("aria-expanded", "false");
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/find"));
  await page.keyboard.press("Enter");
  const request = await asked;
  expect([request.isNavigationRequest(), request.postData()]).toEqual([true, "text=205218074"]);
});
