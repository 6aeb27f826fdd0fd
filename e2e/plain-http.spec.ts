import { parseSetCookie } from "cookie";
import { DEMO } from "#lib/account/demo.ts";
import { findChromium } from "#testing/machine/chromium.ts";
import { type Application, freePort, startApplication } from "./application.ts";
import { test as base, expect, messagesOf, shownAnswer } from "./fixtures.ts";
import { FORM, type RawAnswer, rawRequest } from "./raw-request.ts";

/** By a host name over plain http, where browsers send no Sec-Fetch-Site. */
const test = base.extend<object, { application: Application }>({
  application: [
    async ({}, use) => {
      const port = String(await freePort());
      const application = await startApplication({
        PORT: port,
        NEXTAUTH_URL: `http://anyqta.test:${port}`,
      });
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});
test.use({
  launchOptions: {
    executablePath: findChromium() ?? "chromium",
    args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP anyqta.test 127.0.0.1"],
  },
});

const words = messagesOf("en");

test("a person signs in and uses forms in a browser (A-20)", async ({ browser, application }) => {
  const origin = application.env.NEXTAUTH_URL ?? "";
  const context = await browser.newContext({ baseURL: origin, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel(words.sign_in.email).fill(DEMO.people[0].email);
  await page.getByLabel(words.sign_in.password, { exact: true }).fill(DEMO.password);
  await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
  await expect(page).toHaveURL(`${origin}/`);
  const sent = page.waitForRequest((request) => request.url().endsWith("/api/find"));
  await page.locator("[name=text]").first().fill("205218074");
  await page.keyboard.press("Enter");
  expect(await (await sent).headerValue("origin")).toBe(origin);
  await expect(shownAnswer(page)).toBeVisible();
  await page.goto(`/s/${"a".repeat(43)}`);
  await page.getByRole("button", { name: words.share.page.show }).click();
  await expect(page.getByText(words.share.page.gone)).toBeVisible();
  await context.close();
});

test("an opaque Origin decides nothing, a foreign one is refused with a page (A-20)", async ({
  application: { env },
}) => {
  const url = `http://localhost:${env.PORT}`;
  const own = env.NEXTAUTH_URL ?? "";
  const { host } = new URL(own);
  const browser = { host, accept: "text/html,application/xhtml+xml" };
  const post = (path: string, form: Record<string, string>, headers: Record<string, string>) =>
    rawRequest(url, path, {
      method: "POST",
      headers: { ...browser, ...FORM, ...headers },
      body: new URLSearchParams(form).toString(),
    });
  const signIn = async (origin: string): Promise<RawAnswer> => {
    const begun = await rawRequest(url, "/api/auth/signin", { headers: browser });
    const { name, value = "" } = parseSetCookie(String(begun.headers["set-cookie"]));
    const form = { csrfToken: value.split("|")[0] ?? "", email: DEMO.people[1].email };
    const cookie = `${name}=${encodeURIComponent(value)}`;
    const given = { ...form, password: DEMO.password };
    return post("/api/auth/callback/credentials", given, { cookie, origin });
  };
  const { headers } = await signIn("null");
  const cookie = (headers["set-cookie"] ?? []).map((each) => each.split(";")[0]).join("; ");
  expect(cookie).toContain("anyqta.session-");
  for (const origin of [own, "null"]) {
    expect((await post("/api/find", { text: "205218074" }, { cookie, origin })).status).toBe(303);
  }
  const foreign = { cookie, origin: "http://anyqta.test:9" };
  const refused = await post("/api/find", { text: "205218074" }, foreign);
  expect([refused.status, refused.headers["content-type"]]).toEqual([
    403,
    "text/html; charset=utf-8",
  ]);
  expect((await signIn("http://evil.test")).status).toBe(403);
  const wrong = await rawRequest(url, "/", { headers: { ...browser, host: "evil.test" } });
  expect(wrong.status).toBe(421);
  expect(wrong.body).toContain(own);
});
