import { randomBytes } from "node:crypto";
import type { APIRequestContext, APIResponse, Browser, Page } from "@playwright/test";
import { z } from "zod";
import type { Locale } from "#lib/i18n/locale.ts";
import { type Application, startApplication } from "./application.ts";
import { test as base, expect, shownAnswer } from "./fixtures.ts";

/** Making links for outsiders and looking at what comes of them, for the tests. */

/** With a secret that stays, so that sessions outlive a new start. */
export const test = base.extend<object, { application: Application }>({
  application: [
    async ({}, use) => {
      const secret = randomBytes(48).toString("base64");
      const application = await startApplication({ NEXTAUTH_SECRET: secret });
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

/** The bank's documented sample. */
export const INVOICE = "205218074";
/** What the practice bank says of the payer, and what else must not get out. */
export const PERSONAL = /ARMAN|epay@halykbank|7700000|46\.148|400303|supervisor@demo/;
/** How a browser posts a form of our own page. */
export const PRESSED = { headers: { "sec-fetch-site": "same-origin" }, form: {} };

interface Choice {
  fields?: readonly string[];
  language?: Locale;
  views?: string;
  hours?: string;
}

/** Sees the payment, so that there is something to share. */
export async function look(page: Page): Promise<void> {
  await page.goto(`/transactions/${INVOICE}`);
  await expect(shownAnswer(page)).toBeVisible();
}

/** Fills the form and looks at the preview. */
export async function preview(
  page: Page,
  { fields = ["rrn"], language = "en", views = "3", hours = "24" }: Choice = {},
): Promise<void> {
  await page.goto(`/transactions/${INVOICE}/share`);
  for (const box of await page.locator("input[name=field]").all()) {
    await box.setChecked(fields.includes((await box.getAttribute("value")) ?? ""));
  }
  await page.locator("select[name=language]").selectOption(language);
  await page.locator("select[name=views]").selectOption(views);
  await page.locator("select[name=hours]").selectOption(hours);
  await page.locator("button[name=preview]").click();
  await expect(page.locator("form[action='/api/shares']")).toBeVisible();
}

/** Makes the link; gives its address. */
export async function makeLink(page: Page, choice: Choice = {}): Promise<string> {
  await preview(page, choice);
  await page.locator("form[action='/api/shares'] button").click();
  return (await page.locator("[data-new-link]").textContent()) ?? "";
}

/** Somebody without cookies and without scripts. */
export async function outsider(browser: Browser) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return { page, complaints, close: () => context.close() };
}

/** Presses the button of a link's page on a device that has not opened it: without its cookies. */
export const open = (request: APIRequestContext, url: string) =>
  request.post(url, { ...PRESSED, headers: { ...PRESSED.headers, cookie: "none=1" } });

/** An answer without the token, the nonce, the new device and the clock. */
export async function bare(answer: APIResponse, url: string) {
  const token = url.split("/").at(-1) ?? "";
  const nonce =
    /'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "")?.[1] ?? "";
  const { date: _, "x-request-id": reference = "", ...headers } = answer.headers();
  const device = /anyqta\.device[^=]*=([\w-]+)/.exec(headers["set-cookie"] ?? "")?.[1] ?? "DEVICE";
  const strip = (text: string) =>
    text
      .replaceAll(device, "DEVICE")
      .replaceAll(nonce, "NONCE")
      .replaceAll(token, "TOKEN")
      .replaceAll(reference, "REFERENCE");
  return {
    status: answer.status(),
    headers: strip(JSON.stringify(headers)),
    body: strip(await answer.text()),
  };
}

const auditRowSchema = z.object({
  event: z.string(),
  success: z.boolean(),
  actor: z.string().nullable(),
  resource: z.string().nullable(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

/** The audit of links, and the table of links as text. */
export async function readDatabase({ query }: Application) {
  const rows = await query(
    "select event, success, actor, resource, ip, user_agent, detail from audit where event like 'share.%' order by id",
  );
  const shares = JSON.stringify(await query("select * from shares"));
  return { audit: z.array(auditRowSchema).parse(rows), shares };
}
