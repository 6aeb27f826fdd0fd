import { expect, messagesOf, openMenu, test } from "./fixtures.ts";
import { expectNoOverflow, expectNoViolations } from "./sound.ts";

/** The page of the installation, for administrators. */

const words = messagesOf("en");
const t = words.settings;

test("an administrator tests a terminal without scripts, and the log has it", async ({
  application,
  page,
  signIn,
  withoutScripts,
}) => {
  await signIn("admin");
  const plain = await withoutScripts();
  await plain.goto("/people");
  await plain.getByRole("link", { name: t.to_settings }).click();
  const main = plain.locator("[data-terminal=main]");
  await expect(main).toContainText(t.not_tested);
  await main.getByRole("button").click();
  // The last look-up's badge may have the same colour.
  await expect(main.locator("div[data-tone=emerald]")).toContainText(t.clock_agrees);
  await expect(plain.locator("[data-terminal=kiosk]")).toContainText(t.not_tested);

  await plain.goto("/audit?event=terminal.tested");
  await expect(plain.getByRole("main")).toContainText(words.account.audit.events.terminal_tested);
  // The page names no secret of the installation.
  await page.goto("/");
  await openMenu(page);
  await page.getByRole("link", { name: t.title, exact: true }).click();
  await expect(page).toHaveURL(/\/settings$/);
  const html = await page.content();
  for (const secret of [application.env.EPAY_CLIENT_SECRET, application.env.EPAY_CLIENT_ID]) {
    expect(html).not.toContain(`>${secret}<`);
  }
  await expectNoViolations(page, "settings");
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoOverflow(page, `settings ${width}`);
  }
});

test("no other role has the page or the test", async ({ page, signIn }) => {
  for (const role of ["clerk", "supervisor", "auditor"] as const) {
    await signIn(role);
    expect(await (await page.request.get("/")).text(), role).not.toContain('href="/settings"');
    const shown = await page.request.get("/settings");
    expect(shown.status(), role).toBe(404);
    expect(await shown.text()).not.toContain("oauth2/token");
    const tested = await page.request.post("/api/terminal-tests", {
      form: { terminal: "main" },
      maxRedirects: 0,
    });
    expect(tested.status(), role).toBe(403);
  }
});
