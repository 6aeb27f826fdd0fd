import { randomBytes } from "node:crypto";
import { errorSchema } from "#lib/http/errors.ts";
import { type Application, startApplication } from "./application.ts";
import { test as base, expect, messagesOf } from "./fixtures.ts";
import { FORM, type RawAnswer, rawRequest, trySignIn } from "./raw-request.ts";

/** Small budgets, behind one reverse proxy: every test comes from places of its own. */
const test = base.extend<object, { application: Application }>({
  application: [
    async ({}, use) => {
      const application = await startApplication({
        TRUSTED_PROXIES: "1",
        LIMIT_LOOK_UPS_PER_MINUTE: "5",
        LIMIT_SEARCHES_PER_MINUTE: "6",
        LIMIT_EXPORTS_PER_MINUTE: "2",
        LIMIT_VISITS_PER_MINUTE: "20",
        LIMIT_LISTS_PER_MINUTE: "6",
        LIMIT_SIGN_INS_PER_MINUTE: "4",
        LIMIT_ALL_SIGN_INS_PER_MINUTE: "60",
        LIMIT_OPENINGS_PER_MINUTE: "3",
      });
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});
// One budget is one person's: whoever has used it up in one test has to wait in the next.
test.describe.configure({ mode: "serial" });

const PEOPLE = { clerk: "clerk@demo.kz", supervisor: "supervisor@demo.kz", admin: "admin@demo.kz" };
const from = (address: string) => ({ "x-forwarded-for": address });

/** The code of a refusal that says when to come again. */
function codeOf({ status, headers, body }: RawAnswer): string {
  const { error } = errorSchema.parse(JSON.parse(body));
  const isWait = status === 429;
  expect(/^([1-9]|[1-5]\d|60)$/.test(headers["retry-after"] ?? "")).toBe(isWait);
  return error;
}

function expectPage({ status, headers, body }: RawAnswer): void {
  expect(status).toBe(429);
  expect(headers["retry-after"]).toMatch(/^\d+$/);
  expect(headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(headers["cache-control"]).toBe("private, no-store, no-transform");
  // Without a choice and without the browser's languages it is Kazakh.
  expect(body).toContain(messagesOf("kk").errors.too_many_title);
  expect(body).toMatch(/<span data-countdown>\d+<\/span>/);
}

test("a place that tries too often to sign in waits, and its neighbours do not", async ({
  application: { url },
}) => {
  const wrong = { email: "nobody@demo.kz", password: "wrong" };
  const statuses: number[] = [];
  for (let time = 0; time < 6; time += 1) {
    const { status } = await trySignIn(url, { ...wrong, headers: from("198.51.100.1") });
    statuses.push(status);
  }
  expect(statuses).toEqual([303, 303, 303, 303, 429, 429]);
  // Not even with the right password.
  expect(codeOf(await trySignIn(url, { headers: from("198.51.100.1") }))).toBe("too_many");
  const neighbour = await trySignIn(url, { headers: from("198.51.100.2") });
  expect(neighbour.cookie).toContain("anyqta.session-");
});

test("a forged header resets nothing (A-17)", async ({ application: { url } }) => {
  const tryFrom = (headers: Record<string, string>) => trySignIn(url, { password: "x", headers });
  for (let time = 0; time < 4; time += 1) await tryFrom(from("203.0.113.1"));
  const forged: Record<string, string>[] = [
    // What stands left of the proxy's own entry is the client's.
    from("10.9.8.7, 203.0.113.1"),
    from("1.1.1.1,2.2.2.2 , 203.0.113.1"),
    { ...from("203.0.113.1"), forwarded: "for=10.9.8.7", "x-real-ip": "10.9.8.7" },
    { ...from("203.0.113.1"), "x-anyqta-peer": "10.9.8.7", "x-client-ip": "10.9.8.7" },
    from("::ffff:203.0.113.1"),
  ];
  for (const headers of forged) expect((await tryFrom(headers)).status).toBe(429);
});

test("IPv6 is counted by its /64", async ({ application: { url } }) => {
  const tryFrom = (address: string) => trySignIn(url, { password: "x", headers: from(address) });
  for (let time = 0; time < 4; time += 1) await tryFrom(`2001:db8:0:1::${time + 1}`);
  expect((await tryFrom("2001:db8:0:1:ffff:ffff:ffff:ffff")).status).toBe(429);
  expect((await tryFrom("2001:db8:0:2::1")).status).toBe(303);
});

test("a person who looks up too often waits, wherever they are; others do not", async ({
  application: { url, bank },
}) => {
  const look = (cookie: string, address: string) =>
    rawRequest(url, "/api/transactions/205218074", { headers: { cookie, ...from(address) } });
  const home = await trySignIn(url, { email: PEOPLE.clerk, headers: from("198.51.100.11") });
  const away = await trySignIn(url, { email: PEOPLE.clerk, headers: from("198.51.100.12") });
  for (let time = 0; time < 5; time += 1) {
    expect((await look(home.cookie, "198.51.100.11")).status).toBe(200);
  }
  const before = bank.calls.status;
  expect(codeOf(await look(home.cookie, "198.51.100.11"))).toBe("too_many");
  expect(codeOf(await look(away.cookie, "198.51.100.12"))).toBe("too_many");
  const page = await rawRequest(url, "/transactions/205218074", {
    headers: { cookie: home.cookie, ...from("198.51.100.13") },
  });
  // The last known state is not withheld from them.
  expect(page.status).toBe(200);
  expect(page.body).toContain(messagesOf("kk").errors.too_many_title);
  expect(page.body).toMatch(/data-countdown="">\d+</);
  expect(page.body).toContain('data-kind="partly_refunded"');
  expect(bank.calls.status).toBe(before);
  // The list is another budget, and the supervisor another person.
  const list = await rawRequest(url, "/transactions", {
    headers: { cookie: home.cookie, ...from("198.51.100.11") },
  });
  expect(list.status).toBe(200);
  const other = await trySignIn(url, { email: PEOPLE.supervisor, headers: from("198.51.100.12") });
  expect((await look(other.cookie, "198.51.100.12")).status).toBe(200);
});

test("files have a budget of their own", async ({ application: { url } }) => {
  const place = from("198.51.100.21");
  const { cookie } = await trySignIn(url, { email: PEOPLE.supervisor, headers: place });
  const take = () => rawRequest(url, "/api/export?format=csv", { headers: { cookie, ...place } });
  expect([(await take()).status, (await take()).status]).toEqual([200, 200]);
  expect(codeOf(await take())).toBe("too_many");
});

test("who has to wait after typing gets the text back, and can send it again", async ({
  application: { url },
}) => {
  const place = from("198.51.100.31");
  const { cookie } = await trySignIn(url, { email: PEOPLE.admin, headers: place });
  const find = (text: string, headers: Record<string, string> = {}) =>
    rawRequest(url, "/api/find", {
      method: "POST",
      headers: { cookie, ...place, ...FORM, ...headers },
      body: new URLSearchParams({ text, among: "history" }).toString(),
    });
  for (let time = 0; time < 6; time += 1) expect((await find("abc")).status).toBe(303);
  expect(codeOf(await find("abc"))).toBe("too_many");
  const browser = { "sec-fetch-mode": "navigate", "sec-fetch-site": "same-origin" };
  const answer = await find(`Әйгерім "<b>" & Co`, browser);
  expectPage(answer);
  expect(answer.body).toContain('<form method="post" action="/api/find">');
  expect(answer.body).toContain('name="text" value="Әйгерім &quot;&lt;b&gt;&quot; &amp; Co"');
  expect(answer.body).toContain('name="among" value="history"');
  // A card number is not even sent back.
  expect((await find("4111 1111 1111 1111", browser)).body).not.toContain("1111");
});

test("without a session a place has so much and no more", async ({ application: { url } }) => {
  const place = { headers: from("198.51.100.41") };
  const answers = await Promise.all(
    Array.from({ length: 41 }, (_, time) =>
      rawRequest(url, time % 2 === 0 ? "/api/transactions/205218074" : "/nowhere", place),
    ),
  );
  const statuses = answers.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([401, 404, 429]));
  // One comes back every three seconds.
  const passed = statuses.filter((status) => status !== 429).length;
  expect(passed).toBeGreaterThanOrEqual(20);
  expect(passed).toBeLessThan(41);
  await expect(async () => expectPage(await rawRequest(url, "/sign-in", place))).toPass();
  const neighbour = { headers: from("198.51.100.42") };
  expect((await rawRequest(url, "/nowhere", neighbour)).status).toBe(404);
  // A balancer's probes are never refused, whoever has spent what.
  for (const path of ["/api/health", "/api/health/live", "/api/health/ready"]) {
    expect((await rawRequest(url, path, place)).status).toBe(200);
  }
});

test("a place that tries too many links for outsiders waits, whatever the tokens (A-40)", async ({
  application: { url },
}) => {
  const token = () => randomBytes(32).toString("base64url");
  const press = (address: string, path = `/s/${token()}`) =>
    rawRequest(url, path, {
      method: "POST",
      headers: {
        ...FORM,
        ...from(address),
        "sec-fetch-site": "same-origin",
        "sec-fetch-mode": "navigate",
      },
    });
  for (let time = 0; time < 3; time += 1) {
    expect((await press("198.51.100.51")).status).toBe(404);
  }
  const [one, other] = [await press("198.51.100.51"), await press("198.51.100.51")];
  expectPage(one);
  expect(one.headers["x-robots-tag"]).toBe("noindex, nofollow, noarchive");
  const alike = ({ body, headers }: RawAnswer) =>
    body.replace(String(headers["x-request-id"]), "REFERENCE").replaceAll(/\d+/g, "N");
  expect(alike(one)).toContain("REFERENCE");
  expect(alike(other)).toBe(alike(one));
  // To look at a link is free, and a neighbour may try.
  const seen = await rawRequest(url, `/s/${token()}`, { headers: from("198.51.100.51") });
  expect(seen.status).toBe(200);
  expect((await press("198.51.100.52")).status).toBe(404);
});

test("the page for those who wait stands in a browser without a complaint", async ({
  application: { url },
  page,
}) => {
  const place = from("198.51.100.61");
  await page.setExtraHTTPHeaders(place);
  const { errors, interruption } = messagesOf("en");
  await expect(async () => {
    await Promise.all(
      Array.from({ length: 21 }, () => rawRequest(url, "/nowhere", { headers: place })),
    );
    await page.goto(`${url}/sign-in`);
    expect(await page.title()).toBe(`${errors.too_many_title} · Anyqta`);
  }).toPass();
  await expect(page.getByRole("heading", { name: errors.too_many_title })).toBeVisible();
  // A visitor is offered no look-up.
  await expect(page.getByLabel(interruption.looking_for)).toHaveCount(0);
  const left = page.locator("[data-countdown]");
  const before = Number(await left.textContent());
  await expect.poll(async () => Number(await left.textContent())).toBeLessThan(before);
  const width = await page.locator("main").evaluate((main) => getComputedStyle(main).maxWidth);
  expect(width).not.toBe("none");
});
