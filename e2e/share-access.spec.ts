import type { Page } from "@playwright/test";
import { DEMO } from "#lib/account/demo.ts";
import { clockAhead } from "#testing/clock-ahead.ts";
import { expect, messagesOf } from "./fixtures.ts";
import { sendProven } from "./proven.ts";
import { FORM, rawRequest } from "./raw-request.ts";
import {
  INVOICE,
  look,
  makeLink,
  open,
  PRESSED,
  preview,
  readDatabase,
  test,
} from "./share-links.ts";

/** Who may create share links, after which re-authentication, and how often from one form. */

const { share, account } = messagesOf("en");

/** The fields of the preview's form. */
async function formOf(page: Page): Promise<Record<string, string>> {
  // The page is streamed, and an incomplete form would be refused.
  await page.waitForLoadState();
  const inputs = await page
    .locator("form[action='/api/shares'] input")
    .evaluateAll((all) =>
      all.map((one) => [one.getAttribute("name"), one.getAttribute("value") ?? ""]),
    );
  return Object.fromEntries(inputs);
}

const send = (page: Page, form: Record<string, string>) =>
  page.request.post("/api/shares", { form, maxRedirects: 0 });

test("a role without the permission can neither create nor revoke links, and their pages are not found", async ({
  page,
  signIn,
  context,
}) => {
  for (const { role } of DEMO.people.filter(({ role }) => !/supervisor|admin/.test(role))) {
    await context.clearCookies();
    await signIn(role);
    await page.goto(role === "auditor" ? "/audit" : `/transactions/${INVOICE}`);
    await expect(page.locator("header a[href='/shares']")).toHaveCount(0);
    await expect(page.getByText(share.live.title)).toHaveCount(0);
    for (const address of ["/shares", `/transactions/${INVOICE}/share`]) {
      const answer = await page.goto(address);
      expect(answer?.status(), address).toBe(404);
    }
    for (const address of ["/api/shares", "/api/shares/revoke"]) {
      expect((await page.request.post(address, PRESSED)).status(), address).toBe(403);
    }
  }
});

test("a form submitted twice creates one link; with other values it is refused", async ({
  page,
  signIn,
}) => {
  await signIn("supervisor");
  await look(page);
  await preview(page);
  const form = await formOf(page);
  const count = async () => {
    await page.goto("/shares");
    return page.locator("[data-share]").count();
  };
  const before = await count();
  const answers = await Promise.all([send(page, form), send(page, form), send(page, form)]);
  for (const answer of answers) {
    expect(answer.status()).toBe(303);
    expect(answer.headers().location).toMatch(/[?&]made=1$/);
    expect(answer.headers()["set-cookie"]).toMatch(/^anyqta\.flash(?:-\d+)?=/);
  }
  expect(await count()).toBe(before + 1);
  const other = await send(page, { ...form, views: "50" });
  expect(other.headers().location).toMatch(/[?&]problem=used$/);
  expect(other.headers()["set-cookie"]).toBeUndefined();
  const shown = await page.goto(other.headers().location ?? "");
  expect(shown?.status()).toBe(200);
  await expect(page.getByText(share.used)).toBeVisible();
  expect((await send(page, { ...form, form: "made up" })).status()).toBe(400);
  expect(await count()).toBe(before + 1);
});

test("creating a link requires re-authentication and keeps the choices", async ({
  page,
  signIn,
  application,
}) => {
  test.setTimeout(240_000);
  await signIn("supervisor");
  await look(page);
  await preview(page, { views: "10" });
  const form = await formOf(page);
  // The page must send no request while the server is stopped.
  await page.goto("about:blank");
  try {
    // Half an hour, without ever being idle for a quarter of one.
    for (const minutes of [14, 28, 31]) {
      application.env.NODE_OPTIONS = clockAhead(minutes * 60_000);
      await application.restart("SIGKILL");
      const kept = await page.request.get("/shares", { maxRedirects: 0 });
      expect(kept.status()).toBe(200);
    }
    const refused = await send(page, form);
    expect(refused.status()).toBe(303);
    expect(refused.headers().location).toMatch(/^\/confirm\?back=/);
    await page.goto(`/transactions/${INVOICE}/share`);
    await expect(page).toHaveURL(/\/confirm\?/);
    await page.goto(refused.headers().location ?? "");
    await page.getByLabel(account.proof.password).fill(DEMO.password);
    await page.getByRole("button", { name: account.proof.submit }).click();
    await expect(page.getByRole("heading", { name: share.preview_title })).toBeVisible();
    await expect(page.locator("select[name=views]")).toHaveValue("10");
    await page.locator("form[action='/api/shares'] button").click();
    await expect(page.locator("[data-new-link]")).toBeVisible();
  } finally {
    await page.goto("about:blank");
    delete application.env.NODE_OPTIONS;
    await application.restart("SIGKILL");
  }
});

test("links of a blocked person stop working at the next request (P-12)", async ({
  page,
  signIn,
  request,
  context,
  application,
}) => {
  await signIn("supervisor");
  await look(page);
  const url = await makeLink(page);
  expect((await open(request, url)).status()).toBe(200);
  await context.clearCookies();
  await signIn("admin");
  const change = (act: string) =>
    sendProven(page.request, "/api/people", { act, email: "supervisor@demo.kz" });
  expect((await change("block")).status()).toBe(200);
  try {
    expect((await open(request, url)).status()).toBe(404);
    await page.goto("/shares");
    await expect(page.getByText("supervisor@demo.kz")).toHaveCount(0);
    const { audit } = await readDatabase(application);
    expect(audit.at(-1)).toMatchObject({ event: "share.refused", detail: { why: "blocked" } });
  } finally {
    await change("unblock");
  }
});

test("a POST that is not from our own button is refused before rendering", async ({
  page,
  signIn,
  application: { url },
}) => {
  await signIn("supervisor");
  await look(page);
  const path = new URL(await makeLink(page, { views: "1" })).pathname;
  const press = (headers: Record<string, string>, body?: string) =>
    rawRequest(url, path, {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin", ...headers },
      ...(body !== undefined && { body }),
    });
  const boundary = "multipart/form-data; boundary=x";
  expect((await press({ "content-type": boundary }, "--x--\r\n")).status).toBe(400);
  expect((await press({})).status).toBe(400);
  expect((await press(FORM, "a=b")).status).toBe(413);
  const answer = await press(FORM, "");
  expect(answer.status).toBe(200);
  expect(answer.body).toContain("231951411351");
});
