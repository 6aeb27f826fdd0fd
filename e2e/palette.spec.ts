import type { Locator, Page } from "@playwright/test";
import { LOCALES } from "#lib/i18n/locale.ts";
import { paletteSchema, SHORTCUTS_COOKIE } from "#lib/palette/palette.ts";
import { expect, messagesOf, shownAnswer, test } from "./fixtures.ts";
import { expectNoViolations } from "./sound.ts";

const EN = messagesOf("en").palette;

function palette(page: Page, words = EN): Locator {
  return page.getByRole("dialog", { name: words.title });
}

function help(page: Page, words = EN): Locator {
  return page.getByRole("dialog", { name: words.help.title });
}

/** Waits until the browser has taken the palette's button over: React has then marked it. */
async function scriptsRun(page: Page): Promise<void> {
  const button = page.locator("header").getByRole("button", { name: EN.open });
  const isMarked = (element: Element) =>
    Object.keys(element).some((key) => key.startsWith("__react"));
  await expect.poll(() => button.evaluate(isMarked)).toBe(true);
}

/** The page's keys are awake when Ctrl+K opens the window. */
async function openWindow(page: Page, words = EN): Promise<void> {
  await expect(async () => {
    if (!(await palette(page, words).isVisible())) await page.keyboard.press("Control+k");
    await expect(palette(page, words)).toBeVisible({ timeout: 500 });
  }).toPass();
}

async function openByKey(page: Page, words = EN): Promise<Locator> {
  await openWindow(page, words);
  const box = palette(page, words).getByRole("combobox");
  await expect(box).toBeFocused();
  return box;
}

async function awake(page: Page): Promise<void> {
  await openByKey(page);
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
}

function option(page: Page, name: string | RegExp): Locator {
  return page.getByRole("option", { name });
}

/** Focus stays in the box, which names the option that Enter runs (WAI-ARIA 1.2, combobox). */
async function expectActive(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toHaveAttribute("data-highlighted", "");
  const box = palette(page).getByRole("combobox");
  await expect(box).toBeFocused();
  await expect(box).toHaveAttribute(
    "aria-activedescendant",
    (await wanted.getAttribute("id")) ?? "no id",
  );
}

async function openTransaction(page: Page): Promise<void> {
  await page.goto("/transactions/205218074");
  await expect(shownAnswer(page)).toBeVisible();
  await expect(page.locator("[data-awaiting-bank]")).toHaveCount(0);
  await awake(page);
}

test("a number and Enter look up, as the main box does, without the number in an address", {
  tag: "@smoke",
}, async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  await openByKey(page);
  await page.keyboard.insertText("205218074");
  await expectActive(page, option(page, /205218074/).first());
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/find"));
  await page.keyboard.press("Enter");
  const request = await asked;
  expect([request.method(), request.postData()]).toEqual(["POST", "text=205218074"]);
});

test("the box looks up before the list has come, and without it", async ({ page, signIn }) => {
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

test("what is typed while the list is on its way is not lost", async ({ page, signIn }) => {
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

test("what is typed before the palette's code has come is not lost, and Enter looks it up", async ({
  page,
  signIn,
}) => {
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

test("the palette's code comes with the palette only, and looks up without it", async ({
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

test("breaks no rule of the content policy, which allows no inline style", async ({
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
  // The policy does refuse what such a library could write; the console says so, too.
  page.removeAllListeners("console");
  await page.evaluate(() => document.body.append(document.createElement("style")));
  await page.evaluate(() => document.body.setAttribute("style", "color: red"));
  await expect(page.locator("html")).toHaveAttribute("data-violation", /^style-src/);
});

test("a palette whose session has ended says so and leads to sign-in, and back", async ({
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
  // The box stays the form that looks up, which is what leads whoever is signed out to sign-in.
  await page.keyboard.insertText("205218074");
  await expect(palette(page).getByRole("combobox")).toHaveAttribute("aria-expanded", "false");
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/find"));
  await page.keyboard.press("Enter");
  const request = await asked;
  expect([request.isNavigationRequest(), request.postData()]).toEqual([true, "text=205218074"]);
});

test("by its button; Escape closes, and focus goes back to where it was", async ({
  page,
  signIn,
}) => {
  await signIn();
  await page.goto("/");
  await awake(page);
  const button = page.getByRole("button", { name: EN.open });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(button).toBeFocused();
  await button.click();
  await palette(page).getByRole("button", { name: EN.help.close }).click();
  await expect(palette(page)).toBeHidden();
  await button.click();
  await page.mouse.click(5, 400);
  await expect(palette(page)).toBeHidden();
});

test("arrows go round, and Enter runs what is chosen, by keyboard alone", async ({
  page,
  signIn,
}) => {
  await signIn();
  await openTransaction(page);
  await openByKey(page);
  const first = option(page, EN.commands.copy_link);
  await expectActive(page, first);
  await page.keyboard.press("ArrowUp");
  const last = option(page, EN.commands.sign_out);
  await expectActive(page, last);
  await expect(last).toBeInViewport();
  await page.keyboard.press("ArrowDown");
  await expectActive(page, first);
  // The filter knows the words of all three languages.
  await page.keyboard.insertText("қараңғы");
  await page.keyboard.press("ArrowDown");
  await expectActive(page, option(page, EN.commands.theme_dark));
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page).toHaveURL(/\/transactions\/205218074\?terminal=main$/);
});

test("a look-up of before opens, with its badge, and the language can be changed", async ({
  page,
  signIn,
}) => {
  await signIn();
  await openTransaction(page);
  await page.goto("/");
  await openByKey(page);
  const row = option(page, /205218074/).first();
  await expect(row.locator("[data-badge]")).toHaveText(messagesOf("en").badge.partly_refunded);
  await row.click();
  await expect(page).toHaveURL(/\/transactions\/205218074\?/);
  await expect(page.locator("[data-awaiting-bank]")).toHaveCount(0);
  await awake(page);
  await openByKey(page);
  await option(page, "Қазақша").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "kk");
  await expect(page).toHaveURL(/\/transactions\/205218074\?/);
});

test("on a payment's page its link and number are copied, it is checked again and printed", async ({
  page,
  signIn,
  application,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn();
  await openTransaction(page);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await openByKey(page);
  await option(page, EN.commands.copy_invoice).click();
  await expect(palette(page)).toBeHidden();
  await expect.poll(clipboard).toBe("205218074");
  await page.keyboard.press("c");
  await expect.poll(clipboard).toBe(`${application.url}/transactions/205218074?terminal=main`);
  await expect(page.getByText(messagesOf("en").take.shared)).toBeInViewport();
  const before = application.bank.calls.status;
  await page.keyboard.press("r");
  await expect(page.getByText(messagesOf("en").live.no_change)).toBeInViewport();
  expect(application.bank.calls.status).toBe(before + 1);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await openByKey(page);
  await option(page, EN.commands.print).click();
  await expect(page.locator("body")).toHaveAttribute("data-printed", "");
});

test("commands of a payment are not offered where there is none", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  await openByKey(page);
  await expect(option(page, EN.commands.sign_out)).toBeVisible();
  await expect(option(page, EN.commands.copy_link)).toHaveCount(0);
  await option(page, EN.commands.sign_out).click();
  await expect(page).toHaveURL(/\/sign-in/);
});

test("single keys lead to pages, to the box and to their own list", async ({ page, signIn }) => {
  await signIn();
  await openTransaction(page);
  await page.keyboard.press("?");
  await expect(help(page)).toBeVisible();
  for (const label of [EN.help.palette, EN.help.check_again, EN.help.escape]) {
    await expect(help(page).getByText(label, { exact: true })).toBeVisible();
  }
  // In an open window single keys do nothing.
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await page.keyboard.press("Escape");
  await expect(help(page)).toBeHidden();
  await expect(page).toHaveURL(/\/transactions\/205218074\?terminal=main$/);
  // This page has no box of its own.
  await page.keyboard.press("/");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(page).toHaveURL(/:\d+\/$/);
  await awake(page);
  await page.locator("body").click({ position: { x: 5, y: 500 } });
  await page.keyboard.press("/");
  await expect(page.getByLabel(messagesOf("en").look_up.label)).toBeFocused();
  await page.locator("body").click({ position: { x: 5, y: 500 } });
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { name: messagesOf("en").history.title })).toBeVisible();
});

test("while somebody writes the keys are letters", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  await awake(page);
  const box = page.getByLabel(messagesOf("en").look_up.label);
  await box.fill("");
  await box.pressSequentially("/?glcr");
  await expect(box).toHaveValue("/?glcr");
  await expect(help(page)).toBeHidden();
  await expect(page).toHaveURL(/:\d+\/$/);
});

test("single keys can be switched off; it is remembered, and Ctrl+K still works", async ({
  page,
  signIn,
}) => {
  await signIn();
  await openTransaction(page);
  await page.getByRole("button", { name: EN.help.title }).click();
  const saved = page.waitForResponse((response) => response.url().endsWith("/api/preferences"));
  await help(page).getByRole("checkbox", { name: EN.help.switch }).uncheck();
  await saved;
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(help(page)).toBeHidden();
  await openTransaction(page);
  await page.keyboard.press("?");
  await awake(page);
  await expect(help(page)).toBeHidden();
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => name === SHORTCUTS_COOKIE)?.value).toBe("off");
  await openByKey(page);
  await option(page, EN.commands.help).click();
  const box = help(page).getByRole("checkbox", { name: EN.help.switch });
  await expect(box).not.toBeChecked();
  await box.check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(help(page)).toBeVisible();
});

for (const locale of LOCALES) {
  test(`axe finds nothing in either window (${locale})`, async ({ page, signIn, speak }) => {
    const words = messagesOf(locale).palette;
    await speak(locale);
    await signIn();
    await page.goto("/transactions/205218074");
    await expect(shownAnswer(page)).toBeVisible();
    await openByKey(page, words);
    await expect(option(page, words.commands.copy_link)).toBeVisible();
    await expectNoViolations(page, "palette");
    await page.keyboard.insertText("2052");
    await expect(option(page, /2052/).first()).toBeVisible();
    await expectNoViolations(page, "palette with text");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: words.help.title }).click();
    await expect(help(page, words).getByRole("checkbox")).toBeVisible();
    await expectNoViolations(page, "help");
  });
}

for (const width of [320, 390]) {
  test(`both windows fit a screen of ${width} px`, async ({ page, signIn, speak }) => {
    await page.setViewportSize({ width, height: 700 });
    await signIn();
    for (const locale of LOCALES) {
      const words = messagesOf(locale).palette;
      await speak(locale);
      await page.goto("/");
      await openByKey(page, words);
      await expect(option(page, words.commands.sign_out)).toBeAttached();
      await expectToFit(page, palette(page, words));
      await option(page, words.commands.help).click();
      await expect(help(page, words).getByRole("checkbox")).toBeAttached();
      await expectToFit(page, help(page, words));
      await page.keyboard.press("Escape");
    }
  });
}

async function expectToFit(page: Page, dialog: Locator): Promise<void> {
  const room = page.viewportSize();
  const place = await dialog.boundingBox();
  expect(place?.x).toBeGreaterThanOrEqual(0);
  expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(room?.width ?? 0);
  expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(room?.height ?? 0);
  for (const part of ["[role=listbox]", "dl"]) {
    const over = await dialog
      .locator(part)
      .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
    expect(over.filter((pixels) => pixels > 0)).toEqual([]);
  }
}

test("the palette's contents are for staff, and keep to their schema", async ({ page, signIn }) => {
  expect((await page.request.get("/api/palette")).status()).toBe(401);
  await signIn();
  const answer = await page.request.get("/api/palette");
  expect(answer.headers()["cache-control"]).toBe("private, no-store");
  expect(paletteSchema.parse(await answer.json()).groups.map(({ id }) => id)).toContain("go");
});
