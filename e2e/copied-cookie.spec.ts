import { randomUUID } from "node:crypto";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { ACT_NAMES } from "#lib/account/acts.ts";
import { DEMO } from "#lib/account/demo.ts";
import { appRoutes } from "./app-routes.ts";
import type { Application } from "./application.ts";
import { expect, messagesOf, test } from "./fixtures.ts";
import { sendProven } from "./proven.ts";

/** What somebody can do with the copied cookie of an administrator who has just signed in. */

const { account } = messagesOf("en");
const [PASSKEY, LOCK] = ["cGFzc2tleS1vZi10aGUtYWRtaW4", randomUUID()];
const VICTIM = "clerk@demo.kz";
const password = "a phrase that the thief has made up";

/** Every form that changes how somebody signs in or what they may do. */
const FORMS: readonly [path: string, form: Record<string, string>][] = [
  ["/api/account/password", { password, repeat: password }],
  ["/api/account/factor", { act: "begin" }],
  ["/api/account/factor", { act: "codes" }],
  ["/api/account/passkeys", { act: "add", name: "mine", passkey: "{}" }],
  ["/api/account/passkeys", { act: "remove", id: PASSKEY }],
  ["/api/account/sso", { act: "connect" }],
  ["/api/account/sso", { act: "disconnect" }],
  ["/api/people", { act: "invite", email: "thief@demo.kz", role: "admin" }],
  ["/api/people", { act: "role", email: VICTIM, role: "admin" }],
  ["/api/people", { act: "block", email: VICTIM }],
  ["/api/people", { act: "unblock", email: VICTIM }],
  ["/api/people", { act: "unlock", email: VICTIM }],
  ["/api/people", { act: "sign_out", email: VICTIM }],
  ["/api/people", { act: "reset", email: VICTIM }],
  ["/api/people", { act: "reset_factor", email: VICTIM }],
  ["/api/payer-blocks/lift", { id: LOCK }],
];

/** All that says how people sign in and what they may do. */
async function credentialsIn({ query }: Application): Promise<unknown> {
  return Promise.all([
    query(
      "select id, email, role, password_hash, set_up_hash, blocked_at from people order by email",
    ),
    query("select person_id, ended_at, pending_secret from sessions order by started_at"),
    ...[
      "former_passwords",
      "factors",
      "passkeys",
      "recovery_codes",
      "identities",
      "payer_blocks",
    ].map((table) => query(`select * from ${table} order by 1`)),
  ]);
}

const send = (request: APIRequestContext, [path, form]: (typeof FORMS)[number]) =>
  request.post(path, { form, maxRedirects: 0 });
const goal = (answer: APIResponse) => answer.headers().location ?? `${answer.status()}`;

test("changes nothing of how anybody signs in, in no browser (A-09, A-19, P-16)", async ({
  page,
  signIn,
  browser,
  application,
}) => {
  const handlers = appRoutes()
    .filter(({ is, methods }) => is === "handler" && methods.includes("POST"))
    .map(({ path }) => path)
    .filter((path) => /^\/api\/(account|people|payer-blocks\/lift)/.test(path));
  const harmless = ["/api/account/sessions", "/api/account/notices"];
  expect(new Set(FORMS.map(([path]) => path))).toEqual(
    new Set(handlers.filter((path) => !harmless.includes(path))),
  );
  await signIn("admin");
  const admin = "(select id from people where email = 'admin@demo.kz')";
  await application.query(
    `insert into passkeys (id, person_id, public_key, counter, transports, name, is_backed_up, created_at)
     values ('${PASSKEY}', ${admin}, 'key', 0, '{}', 'laptop', false, now())`,
  );
  // Not the last second factor, which nobody can remove.
  await application.query(
    `insert into factors (person_id, sealed_secret, confirmed_at, created_at)
     values (${admin}, 'sealed', now(), now())`,
  );
  await application.query(
    `insert into payer_blocks (id, invoice_id, terms, reason, blocked_at, blocked_by)
     values ('${LOCK}', '10000101', '{t}', 'other', now(), ${admin})`,
  );
  const storageState = await page.context().storageState();
  const before = await credentialsIn(application);
  try {
    const same = await browser.newContext({ storageState, baseURL: application.url });
    const asked = new Set<string>();
    for (const form of FORMS) {
      const location = goal(await send(same.request, form));
      expect([form, location]).toEqual([form, expect.stringMatching(/^\/confirm\?for=/)]);
      expect(location).not.toContain("demo.kz");
      const headers = { "accept-language": "en" };
      const question = await (await same.request.get(location, { headers })).text();
      for (const name of ACT_NAMES) {
        const [start = "", end = ""] = account.acts[name].split(/\{on\}.*/);
        if (question.includes(`>${start}`) && question.includes(end)) asked.add(name);
      }
    }
    expect([...asked].sort()).toEqual([...ACT_NAMES].sort());
    expect(await credentialsIn(application)).toEqual(before);
    const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    const other = await browser.newContext({ storageState, userAgent, baseURL: application.url });
    expect((await other.request.get("/api/palette")).status()).toBe(401);
    for (const form of FORMS) {
      const answer = await send(other.request, form);
      expect(goal(answer)).toMatch(/^\/api\/auth\/signin|^401$/);
    }
    expect(await credentialsIn(application)).toEqual(before);
    // The administrator works on, is told, and the log has one row and one line for alerts.
    await page.goto("/people");
    await expect(page.getByText(account.notices.other_browser)).toBeVisible();
    const rows = await application.query(
      "select detail from audit where event = 'session.other_browser'",
    );
    expect(rows).toEqual([{ detail: { browser: "Firefox, Linux" } }]);
    expect(application.output().match(/"alert":"other_browser"/g)).toHaveLength(1);
    await Promise.all([same.close(), other.close()]);
  } finally {
    for (const table of ["passkeys", "factors"]) {
      await application.query(`delete from ${table} where person_id = ${admin}`);
    }
    await application.query(`delete from payer_blocks where id = '${LOCK}'`);
  }
});

test("a proof is for one act on one person, once, in one session (A-09)", async ({
  page,
  signIn,
  browser,
  application,
}) => {
  await signIn("admin");
  const storageState = await page.context().storageState();
  const invited = async () => {
    const email = `proof-${randomUUID()}@demo.kz`;
    await sendProven(page.request, "/api/people", { act: "invite", email, role: "clerk" });
    return email;
  };
  const [one, other] = [await invited(), await invited()];
  const act = (name: string, email: string) =>
    send(page.request, ["/api/people", { act: name, email, role: "clerk" }]);
  // Proves the block of one person and does not press the button.
  const question = new URL(goal(await act("block", one)), application.url).searchParams;
  const form = { ...Object.fromEntries(question), password: DEMO.password };
  const proved = await page.request.post("/api/confirm", { form, maxRedirects: 0 });
  expect(goal(proved)).toMatch(/^\/resume\?/);
  for (const [name, email] of [
    ["block", other],
    ["reset", one],
    ["sign_out", one],
  ] as const) {
    expect(goal(await act(name, email))).toMatch(/^\/confirm\?for=/);
  }
  // A cookie that was copied before the proof is dead.
  const thief = await browser.newContext({ storageState, baseURL: application.url });
  expect((await send(thief.request, ["/api/people", { act: "block", email: one }])).status()).toBe(
    401,
  );
  await thief.close();
  const ends = await Promise.all([act("block", one), act("block", one), act("block", one)]);
  expect(ends.map((end) => goal(end).split("?")[0]).sort()).toEqual([
    "/confirm",
    "/confirm",
    "/people",
  ]);
  const blocked = await application.query(
    `select count(*)::int from audit where event = 'person.blocked' and resource = '${one}'`,
  );
  expect(blocked).toEqual([{ count: 1 }]);
});

test("five wrong proofs end the session, and strangers cannot use them up (A-09, A-18)", async ({
  page,
  signIn,
  playwright,
  application,
}) => {
  await signIn("auditor");
  // Eleven wrong passwords from outside lock the name.
  const stranger = await playwright.request.newContext({ baseURL: application.url });
  const { csrfToken } = await (await stranger.get("/api/auth/csrf")).json();
  for (let tries = 0; tries < 11; tries += 1) {
    const wrong = { csrfToken, email: "auditor@demo.kz", password: "wrong" };
    await stranger.post("/api/auth/callback/credentials", { form: wrong, maxRedirects: 0 });
  }
  await stranger.dispose();
  const prove = (typed: string) =>
    page.request.post("/api/confirm", { form: { password: typed }, maxRedirects: 0 });
  for (let tries = 0; tries < 4; tries += 1) expect(goal(await prove("x"))).toContain("wrong");
  expect(goal(await prove(DEMO.password))).toBe("/");
  for (let tries = 0; tries < 5; tries += 1) expect(goal(await prove("x"))).toContain("wrong");
  expect((await page.request.get("/api/audit")).status()).toBe(401);
  expect(application.output()).toContain('"alert":"proofs_refused"');
  await application.query("delete from sign_in_tries");
  await signIn("auditor");
  await page.goto("/account");
  await expect(page.getByText(account.notices.proofs_refused)).toBeVisible();
});
