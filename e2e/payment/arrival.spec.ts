import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { expect, messagesOf, shownAnswer, test } from "../fixtures.ts";
import { lookUpsAudited } from "./look-ups-audited.ts";

/** How a person came to a payment's page: another site must make nobody look (A-21, K-02). */

const words = messagesOf("en");

/** Another site: a page that opens this address by itself, and one with a link to it. */
let site: Server;
let target = "";
test.beforeAll(async ({ application }) => {
  site = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    if (request.url === "/by-itself") response.end(`<script>location = "${target}"</script>`);
    else if (request.url === "/refresh") {
      response.end(`<meta http-equiv="refresh" content="0; url=${target}">`);
    } else response.end(`<a href="${target}">the payment</a>`);
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  expect(new URL(application.url).hostname).toBe("localhost");
});
test.afterAll(() => new Promise((resolve) => site.close(resolve)));

/** The address of a page of that site, on a host of its own. */
function siteAddress(path: string): string {
  const { port } = z.object({ port: z.number() }).parse(site.address());
  return `http://127.0.0.1:${port}${path}`;
}

/** The details of the invoice's rows in the audit log, newest first. */
async function rowsOf(page: Page, event: string, invoice: string): Promise<string[]> {
  const log = await page.request.get(`/api/audit?event=${event}&resource=${invoice}`);
  return (await log.text()).split("\n").filter((line) => line.includes(event));
}

test("a page that another site opens by itself shows what is known, and asks the bank when told to", async ({
  page,
  signIn,
  withoutScripts,
  application: { url },
}) => {
  target = `${url}/transactions/10000101?terminal=main`;
  await signIn("admin");
  await page.goto(target);
  await expect(shownAnswer(page)).toBeVisible();
  const asked = await lookUpsAudited(page.request, "10000101");
  const bare = await withoutScripts();
  for (const [where, path] of [
    [page, "/by-itself"],
    [bare, "/refresh"],
  ] as const) {
    await where.goto(siteAddress(path)).catch(() => {});
    await where.waitForURL(target);
    await expect(where.getByText(words.transaction.not_asked_other_site)).toBeVisible();
    await expect(where.locator("main [data-badge=paid]").first()).toBeVisible();
    expect(await lookUpsAudited(page.request, "10000101")).toBe(asked);
  }
  const [seen] = await rowsOf(page, "payment.seen", "10000101");
  expect(seen).toMatch(/arrived.+other_site/);
  expect(seen).toMatch(/not_asked.+no_click/);
  await bare.getByRole("button", { name: words.transaction.ask_now }).click();
  await expect(bare.getByText(words.transaction.not_asked_other_site)).toHaveCount(0);
  await expect(shownAnswer(bare)).toBeVisible();
  expect(new URL(bare.url()).searchParams.get("terminal")).toBe("main");
  expect(await lookUpsAudited(page.request, "10000101")).toBe(asked + 1);
});

test("a link that a person clicks on another site asks the bank at once, and the row says whence", async ({
  page,
  signIn,
  application: { url },
}) => {
  target = `${url}/transactions/10000103?terminal=main`;
  await signIn("admin");
  await page.goto(siteAddress("/link"));
  await page.getByRole("link").click();
  await expect(shownAnswer(page)).toBeVisible();
  await expect(page.getByText(words.transaction.not_asked_other_site)).toHaveCount(0);
  const [row] = await rowsOf(page, "payment.looked_up", "10000103");
  expect(row).toMatch(/arrived.+other_site/);
  await page.reload();
  await expect(shownAnswer(page)).toBeVisible();
});
