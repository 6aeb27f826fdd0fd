import type { APIRequestContext, APIResponse, Page } from "@playwright/test";
import { DEMO } from "#lib/account/demo.ts";

/** Acts that need a proof of their own: by the pages, or by the requests that they make. */

interface Credentials {
  password?: string;
  code?: string;
}

/** Re-authenticates on the page that asks for it, in any language. */
export async function proveOnPage(
  page: Page,
  { password = DEMO.password, code = "" }: Credentials = {},
): Promise<void> {
  const form = page.locator("form[action='/api/confirm']");
  await form.locator("input[name=password]").fill(password);
  if (code) await form.locator("input[name=code]").fill(code);
  await form.locator("button[type=submit]:not([formaction])").click();
}

/** Re-authenticates on the page that asks for it, and presses the button of the act again. */
export async function proveAndPress(
  page: Page,
  name: string,
  credentials: Credentials = {},
): Promise<void> {
  await proveOnPage(page, credentials);
  await page.waitForURL(/\/resume\?/);
  await page.getByRole("button", { name, exact: true }).click();
}

/** Sends the form of an act, re-authenticates where the answer leads, and sends it again. */
export async function sendProven(
  request: APIRequestContext,
  path: string,
  form: Record<string, string>,
  { password = DEMO.password, code = "" }: Credentials = {},
): Promise<APIResponse> {
  const asked = await request.post(path, { form, maxRedirects: 0 });
  const question = new URL(asked.headers().location ?? "", asked.url());
  if (question.pathname !== "/confirm") throw new Error(`no proof was asked: ${question.href}`);
  const { for: purpose = "", back = "" } = Object.fromEntries(question.searchParams);
  const given = { password, code, for: purpose, back };
  await request.post("/api/confirm", { form: given, maxRedirects: 0 });
  return request.post(path, { form });
}

/** Types a one-time code into the sign-in form, which may hide the field for it; nothing without one. */
export async function fillCode(page: Page, code: string): Promise<void> {
  if (!code) return;
  const fold = page.locator("details[data-code-fold]:not([open]) > summary");
  if ((await fold.count()) > 0) await fold.click();
  await page.locator("[data-sign-in] input[name=code]").fill(code);
}
