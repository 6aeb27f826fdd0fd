import type { Page } from "@playwright/test";
import { DEMO } from "#lib/account/demo.ts";
import { clockAhead } from "#testing/clock-ahead.ts";
import { expect, messagesOf } from "./fixtures.ts";
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

/** Who may make links for outsiders, with what proof, how often from one form. */

const { share, account } = messagesOf("en");

/** What the preview's form sends. */
async function formOf(page: Page): Promise<Record<string, string>> {
  // The page comes in pieces, and half a form is refused.
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

test("who may not make links finds no such page, and can neither make nor end one", async ({
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

test("a form that is sent twice makes one link; with other words it is refused", async ({
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
    expect(answer.headers()["set-cookie"]).toMatch(/^anyqta\.flash=/);
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

test("making a link asks for a fresh proof, and leads back to what was chosen", async ({
  page,
  signIn,
  application,
}) => {
  test.setTimeout(240_000);
  await signIn("supervisor");
  await look(page);
  await preview(page, { views: "10" });
  const form = await formOf(page);
  // Nothing of the page asks while there is no server.
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

test("the links of a blocked person are dead at the next request (P-12)", async ({
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
    page.request.post("/api/people", { form: { act, email: "supervisor@demo.kz" } });
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

test("a press that no button of ours sends is refused before the page is made", async ({
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
