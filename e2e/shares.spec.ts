import { randomBytes } from "node:crypto";
import { LOCALES } from "#lib/i18n/locale.ts";
import { clockAhead } from "#testing/clock-ahead.ts";
import { expect, messagesOf, openDetails } from "./fixtures.ts";
import {
  bare,
  INVOICE,
  look,
  makeLink,
  open,
  outsider,
  PERSONAL,
  preview,
  readDatabase,
  test,
} from "./share-links.ts";
import { expectNoOverflow, expectNoViolations, expectNoViolationsButOfColour } from "./sound.ts";

/** The address of a link that nobody has made. */
function guess(baseURL: string | undefined): string {
  return `${baseURL}/s/${randomBytes(32).toString("base64url")}`;
}

test("a supervisor makes a link, the customer opens it without an account or scripts (A-36, A-37, P-36)", {
  tag: "@smoke",
}, async ({ page, signIn, browser, application }) => {
  await signIn("supervisor");
  await look(page);
  await openDetails(page);
  await page.getByRole("link", { name: messagesOf("en").share.create }).click();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const before = { ...application.bank.calls };
  const choice = { fields: ["invoice", "card", "rrn", "reason", "timeline"] };
  await preview(page, choice);
  const previewed = await page.locator("[data-shared]").innerText();
  const url = await makeLink(page, choice);
  expect(url).toMatch(/\/s\/[\w-]{43}$/);
  // The page may be read before its scripts have come.
  await expect(async () => {
    await page.getByRole("button", { name: messagesOf("en").share.copy }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);
  }).toPass();
  // What carried it here is gone after two minutes.
  await page.context().clearCookies({ name: /^anyqta\.flash/ });
  await page.reload();
  await expect(page.locator("[data-new-link]")).toHaveCount(0);
  await expect(page.getByText(messagesOf("en").share.made_gone)).toBeVisible();

  const customer = await outsider(browser);
  const neutral = await customer.page.goto(url);
  expect(neutral?.status()).toBe(200);
  expect(await customer.page.content()).not.toContain(INVOICE);
  await customer.page.getByRole("button").click();
  const shown = customer.page.locator("[data-shared]");
  await expect(shown).toContainText("231951411351");
  await expect(shown).toContainText("•••• 9821");
  await expect(shown).toContainText("₸");
  expect(await shown.innerText()).toBe(previewed);
  expect(await customer.page.content()).not.toMatch(PERSONAL);
  expect(customer.page.url()).toBe(url);
  expect(customer.complaints).toEqual([]);
  await customer.close();
  expect(application.bank.calls).toEqual(before);

  await page.goto("/shares");
  // Other tests' links may stand there too: this one alone shows as much as five things.
  const row = page
    .locator("[data-share]")
    .filter({ hasText: /Opened 1 of 3\stimes\..*Shows:(.*·){4}/ });
  const id = await row.getAttribute("data-share");
  await page.locator(`button[value="${id}"]`).click();
  await expect(page.getByText(messagesOf("en").share.live.revoked)).toBeVisible();
  await expect(page.locator(`[data-share="${id}"]`)).toHaveCount(0);
  expect((await open(page.request, url)).status()).toBe(404);

  const { audit, shares } = await readDatabase(application);
  const told = audit.filter(({ detail }) => detail.share === id);
  expect(told.map(({ event }) => event)).toEqual([
    "share.created",
    "share.opened",
    "share.revoked",
    "share.refused",
  ]);
  expect(told[1]).toMatchObject({ actor: null, resource: INVOICE, detail: { view: 1 } });
  expect(told[1]?.ip).toMatch(/127\.0\.0\.1|::1/);
  expect(told[1]?.user_agent).toContain("Mozilla");
  expect(told[3]).toMatchObject({ success: false, detail: { why: "revoked" } });
  const everything = JSON.stringify(audit) + shares;
  expect(everything).not.toContain(url.split("/").at(-1));
  expect(shares).not.toMatch(/ARMAN|epay@halykbank|7700000|46\.148|400303/);
});

test("looking tells nothing: every token gets the same page, and no view is counted (A-38, A-39)", async ({
  page,
  signIn,
  request,
  baseURL,
  application,
}) => {
  await signIn("supervisor");
  await look(page);
  const [living, usedUp] = [
    await makeLink(page, { views: "1" }),
    await makeLink(page, { views: "1" }),
  ];
  expect((await open(request, usedUp)).status()).toBe(200);
  const unknown = guess(baseURL);
  const before = { ...application.bank.calls };
  const plain = await bare(await request.get(living), living);
  expect(plain.status).toBe(200);
  expect(plain.body).not.toContain(INVOICE);
  expect(plain.headers).toContain("no-store");
  expect(plain.headers).toContain("noindex, nofollow, noarchive");
  expect(plain.headers).toContain('"referrer-policy":"strict-origin"');
  expect(plain.body).toMatch(/<meta name="robots" content="noindex, nofollow, noarchive"/);
  expect(plain.body).toContain('property="og:title" content="Anyqta"');
  for (const url of [usedUp, unknown])
    expect(await bare(await request.get(url), url)).toEqual(plain);
  const head = await bare(await request.head(living), living);
  for (const url of [usedUp, unknown])
    expect(await bare(await request.head(url), url)).toEqual(head);
  expect(head).toMatchObject({ status: 200, body: "" });
  const bot = { headers: { "user-agent": "TelegramBot (like TwitterBot)" } };
  const card = await bare(await request.get(living, bot), living);
  expect(card.body).toContain('property="og:title" content="Anyqta"');
  expect(await bare(await request.get(unknown, bot), unknown)).toEqual(card);
  // Another site's form and a program that names no origin get the same page.
  const foreign = { headers: { "sec-fetch-site": "cross-site" }, form: {} };
  for (const how of [foreign, { form: {} }, { headers: { origin: "null" }, form: {} }]) {
    const answer = await bare(await request.post(living, how), living);
    expect(answer).toMatchObject({ status: 200, body: plain.body });
  }
  expect((await open(request, living)).status()).toBe(200);
  const gone = await bare(await open(request, living), living);
  expect(gone.status).toBe(404);
  expect(gone.headers).toContain("no-store");
  for (const url of [usedUp, unknown])
    expect(await bare(await open(request, url), url)).toEqual(gone);
  expect(application.bank.calls).toEqual(before);
  expect(await (await request.get("/robots.txt")).text()).not.toContain("/s");
});

test("who reads the page again within the hour uses no other view, without scripts too", async ({
  page,
  signIn,
  browser,
  request,
}) => {
  await signIn("supervisor");
  await look(page);
  const url = await makeLink(page, { views: "1" });
  const customer = await outsider(browser);
  for (let times = 0; times < 3; times += 1) {
    await customer.page.goto(url);
    await customer.page.getByRole("button").click();
    await expect(customer.page.locator("[data-openings]")).toContainText("Opened 1 of 1 times");
  }
  expect((await open(request, url)).status()).toBe(404);
  const [cookie] = await customer.page.context().cookies(url);
  expect(cookie).toMatchObject({ path: new URL(url).pathname, httpOnly: true, sameSite: "Strict" });
  expect(await customer.page.context().cookies(new URL("/", url).href)).toEqual([]);
  await customer.close();
});

test("fifty at once open a link of ten views ten times (A-36)", async ({
  page,
  signIn,
  request,
}) => {
  await signIn("supervisor");
  await look(page);
  const url = await makeLink(page, { views: "10" });
  const answers = await Promise.all(Array.from({ length: 50 }, () => open(request, url)));
  const seen = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.filter((answer) => answer.status() === 200)).toHaveLength(10);
  expect(answers.filter((answer) => answer.status() === 404)).toHaveLength(40);
  expect(seen.filter((body) => body.includes("231951411351"))).toHaveLength(10);
});

test("an expired link looks as every other, and opens no more (A-36, A-38, A-40)", async ({
  page,
  signIn,
  request,
  baseURL,
  application,
}) => {
  test.setTimeout(180_000);
  await signIn("supervisor");
  await look(page);
  const url = await makeLink(page, { hours: "1" });
  const unknown = guess(baseURL);
  const living = await bare(await request.get(url), url);
  expect((await open(request, url)).status()).toBe(200);
  // Nothing of the page asks while there is no server.
  await page.goto("about:blank");
  application.env.NODE_OPTIONS = clockAhead(3_601_000);
  try {
    await application.restart("SIGKILL");
    expect(await bare(await request.get(url), url)).toEqual(living);
    const gone = await bare(await open(request, url), url);
    expect(gone.status).toBe(404);
    // Whatever is guessed gets the answer of a link that has expired, byte by byte.
    for (let made = 0; made < 300; made += 30) {
      const guesses = Array.from({ length: 30 }, () => guess(baseURL));
      const answers = guesses.map(async (at) => bare(await open(request, at), at));
      for (const answer of await Promise.all(answers)) expect(answer).toEqual(gone);
    }
    expect(await bare(await open(request, unknown), unknown)).toEqual(gone);
    const { audit } = await readDatabase(application);
    const refused = (why: string) => audit.filter(({ detail }) => detail.why === why);
    expect(refused("expired")).toMatchObject([{ event: "share.refused", resource: INVOICE }]);
    expect(refused("unknown").slice(-301)).toHaveLength(301);
    expect(audit.at(-1)).toMatchObject({ resource: null, ip: expect.any(String) });
  } finally {
    delete application.env.NODE_OPTIONS;
    await application.restart("SIGKILL");
  }
});

test("what changed since the preview is shown before a link is made", async ({ page, signIn }) => {
  await signIn("supervisor");
  await look(page);
  await page.goto(
    `/transactions/${INVOICE}/share?field=rrn&language=en&hours=24&views=3&preview=1`,
  );
  await page.request.get(`/api/transactions/${INVOICE}`);
  await page.locator("form[action='/api/shares'] button").click();
  await expect(page.getByText(messagesOf("en").share.changed)).toBeVisible();
  await page.locator("form[action='/api/shares'] button").click();
  await expect(page.locator("[data-new-link]")).toBeVisible();
});

for (const locale of LOCALES) {
  test(`every page of links is sound and fits the screen (${locale})`, async ({
    page,
    signIn,
    speak,
    browser,
    baseURL,
  }) => {
    test.setTimeout(180_000);
    await signIn("supervisor");
    await speak(locale);
    await look(page);
    const fields = [
      "invoice",
      "card",
      "issuer",
      "rrn",
      "approval_code",
      "reason",
      "returned",
      "timeline",
    ];
    const url = await makeLink(page, { fields, language: locale, views: "50" });
    const query = fields.map((field) => `field=${field}`).join("&");
    const preview = `/transactions/${INVOICE}/share?${query}&language=${locale}&hours=24&views=3&preview=1`;
    const expectSound = async (name: string) => {
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 844 });
        await expectNoOverflow(page, `${name} ${width}`);
      }
      await expectNoViolationsButOfColour(page, `${name} 320`);
      await page.setViewportSize({ width: 1280, height: 844 });
      await expectNoOverflow(page, `${name} 1280`);
      await expectNoViolations(page, `${name} 1280`);
    };
    await page.goto(preview);
    await expectSound("preview");
    await page.goto("/shares");
    await expectSound("list");
    await page.goto(url);
    await expectSound("neutral");
    await page.getByRole("button").click();
    await expect(page.locator("[data-shared]")).toBeVisible();
    await expectSound("shown");
    await page.goto(`${baseURL}/s/unknown`);
    await page.getByRole("button").click();
    await expect(page.getByRole("heading")).toHaveText(messagesOf(locale).share.page.gone_title);
    await expectSound("gone");
    const customer = await outsider(browser);
    await customer.page.goto(url);
    await customer.page.getByRole("button").click();
    await expect(customer.page.locator("main")).toHaveAttribute("lang", locale);
    await customer.close();
  });
}
