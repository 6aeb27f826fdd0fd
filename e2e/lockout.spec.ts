import { parseSetCookie } from "cookie";
import { DEMO } from "#lib/account/demo.ts";
import { softwareAuthenticator } from "#testing/software-authenticator.ts";
import { type Application, startApplication } from "./application.ts";
import { test as base, expect } from "./fixtures.ts";
import { FORM, type RawAnswer, rawRequest, trySignIn } from "./raw-request.ts";

/** Behind one reverse proxy and with small budgets, so that every party has an address of its own. */
const test = base.extend<object, { application: Application }>({
  application: [
    async ({}, use) => {
      const application = await startApplication({
        TRUSTED_PROXIES: "1",
        LIMIT_SIGN_INS_PER_MINUTE: "30",
        LIMIT_ALL_SIGN_INS_PER_MINUTE: "60",
        LIMIT_VISITS_PER_MINUTE: "200",
      });
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});
test.describe.configure({ mode: "serial" });

const ADMIN = "admin@demo.kz";
const CLERK = "clerk@demo.kz";
const from = (address: string) => ({ "x-forwarded-for": address });

/** A client that keeps its cookies. */
function clientAt(url: string, address: string) {
  const kept = new Map<string, string>();
  async function ask(path: string, form?: Record<string, string>): Promise<RawAnswer> {
    const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await rawRequest(url, path, {
      ...(form && { method: "POST", body: new URLSearchParams(form).toString() }),
      headers: { ...from(address), ...(form && FORM), ...(cookie && { cookie }) },
    });
    for (const each of answer.headers["set-cookie"] ?? []) {
      const { name, value = "" } = parseSetCookie(each);
      kept.set(name, encodeURIComponent(value));
    }
    return answer;
  }
  async function signIn(path: "credentials" | "passkey", form: Record<string, string>) {
    const { csrfToken } = JSON.parse((await ask("/api/auth/csrf")).body);
    return ask(`/api/auth/callback/${path}`, { csrfToken, ...form });
  }
  /** Ends the session and keeps what the browser knows beside it. */
  async function signOut() {
    await ask("/api/sign-out", {});
    for (const name of kept.keys()) if (name.includes("session")) kept.delete(name);
  }
  return { ask, signIn, signOut };
}

const isSignedIn = ({ status, headers }: RawAnswer) =>
  status === 303 && String(headers["set-cookie"]).includes("anyqta.session-");

/** Everything in an answer that a stranger can compare. */
const comparable = ({ status, headers, body }: RawAnswer) => ({
  status,
  body,
  names: Object.keys(headers).sort(),
  location: headers.location,
});

type Client = ReturnType<typeof clientAt>;

/** Gives the client's session the proof that this form asks for. */
async function prove(
  client: Client,
  { path, form }: { path: string; form: Record<string, string> },
  device?: ReturnType<typeof softwareAuthenticator>,
): Promise<void> {
  const { headers } = await client.ask(path, form);
  const question = new URL(headers.location ?? "", "http://localhost").searchParams;
  const challenge = async () => JSON.parse((await client.ask("/api/passkeys/proof", {})).body);
  const passkey = device ? device.get((await challenge()).challenge) : "";
  const given = { password: DEMO.password, passkey, ...Object.fromEntries(question) };
  await client.ask("/api/confirm", given);
}

/** Gives the signed-in client a passkey. */
async function addPasskey({ url, query }: Application, client: Client) {
  const rows = await query(`select id from people where email = '${ADMIN}'`);
  const { id } = Object(rows[0]);
  const device = softwareAuthenticator({ id: "localhost", origin: url }, String(id));
  // The act needs a proof, which the same session then has for the real form.
  await prove(client, { path: "/api/account/passkeys", form: { act: "add", passkey: "{}" } });
  const { challenge } = JSON.parse((await client.ask("/api/passkeys/registration", {})).body);
  const passkey = device.create(challenge);
  const added = await client.ask("/api/account/passkeys", { act: "add", passkey, name: "key" });
  expect(added.headers.location).toContain("/account");
  return device;
}

test("while a stranger tries passwords, the person gets in by all that is theirs (A-85)", async ({
  application,
}) => {
  const { url } = application;
  const known = clientAt(url, "198.51.100.1");
  expect(
    isSignedIn(await known.signIn("credentials", { email: CLERK, password: DEMO.password })),
  ).toBe(true);
  await known.signOut();
  const admin = clientAt(url, "198.51.100.2");
  expect(
    isSignedIn(await admin.signIn("credentials", { email: ADMIN, password: DEMO.password })),
  ).toBe(true);
  const device = await addPasskey(application, admin);

  const strangers: unknown[] = [];
  for (const email of [ADMIN, CLERK, "nobody@demo.kz"]) {
    for (let tries = 0; tries < 12; tries += 1) {
      const headers = from(`203.0.113.${tries}`);
      const answer = await trySignIn(url, { email, password: "wrong", headers });
      strangers.push(comparable(answer));
    }
    // Locked, with the right password: the same answer.
    strangers.push(comparable(await trySignIn(url, { email, headers: from("203.0.113.99") })));
  }
  expect(new Set(strangers.map((one) => JSON.stringify(one))).size).toBe(1);

  // The right password from the browser that signed the clerk in before.
  expect(
    isSignedIn(await known.signIn("credentials", { email: CLERK, password: DEMO.password })),
  ).toBe(true);
  // The living session re-authenticates, by passkey and password.
  const asked = await admin.ask("/api/passkeys/proof", {});
  const proof = { passkey: device.get(JSON.parse(asked.body).challenge), password: DEMO.password };
  const proved = await admin.ask("/api/confirm", { ...proof, back: "/people" });
  expect(proved.headers.location).toBe("/people");
  // Passkey and right password from a browser that nobody knows.
  const elsewhere = clientAt(url, "198.51.100.3");
  const { challenge } = JSON.parse((await elsewhere.ask("/api/passkeys/sign-in", {})).body);
  const given = { passkey: device.get(challenge), password: DEMO.password };
  expect(isSignedIn(await elsewhere.signIn("passkey", given))).toBe(true);
  expect(application.output()).toContain('"alert":"sign_in_locked"');
  const page = await admin.ask("/people");
  expect(page.body).toContain(`data-attacked="${CLERK}"`);
  // An administrator's unlock lets the name in again.
  const unlock = { act: "unlock", email: CLERK };
  await prove(admin, { path: "/api/people", form: unlock }, device);
  expect((await admin.ask("/api/people", unlock)).headers.location).toBe("/people?done=act");
  expect(isSignedIn(await trySignIn(url, { email: CLERK, headers: from("203.0.113.100") }))).toBe(
    true,
  );
});

test("a cookie of an ended session spends nobody's budget", async ({ application: { url } }) => {
  const person = clientAt(url, "198.51.100.21");
  const right = { email: "auditor@demo.kz", password: DEMO.password };
  const { headers } = await person.signIn("credentials", right);
  const dead = (headers["set-cookie"] ?? []).map((each) => each.split(";")[0]).join("; ");
  await person.signOut();
  expect(isSignedIn(await person.signIn("credentials", right))).toBe(true);
  const ask = () =>
    rawRequest(url, "/sign-in", { headers: { ...from("198.51.100.22"), cookie: dead } });
  for (let time = 0; time < 210; time += 10) {
    await Promise.all(Array.from({ length: 10 }, ask));
  }
  expect((await ask()).status).toBe(429);
  expect((await person.ask("/account")).status).toBe(200);
});

test("a flood of attempts from many addresses makes no known browser and no passkey wait (A-17)", async ({
  application: { url },
}) => {
  const known = clientAt(url, "198.51.100.11");
  const right = { email: "supervisor@demo.kz", password: DEMO.password };
  expect(isSignedIn(await known.signIn("credentials", right))).toBe(true);
  await known.signOut();
  const wrong = (address: string) =>
    trySignIn(url, { email: "nobody@demo.kz", password: "wrong", headers: from(address) });
  // One address is refused by its own budget, so that it alone does not use up the common one.
  const alone = await Promise.all(Array.from({ length: 40 }, () => wrong("203.0.113.201")));
  expect(alone.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(10);
  for (const address of ["203.0.113.202", "203.0.113.203"]) {
    await Promise.all(Array.from({ length: 25 }, () => wrong(address)));
  }
  // Of those before, some waited too long for their turn and were not counted.
  let stranger = 100;
  await expect(async () => {
    stranger += 1;
    expect((await wrong(`198.51.100.${stranger}`)).status).toBe(429);
  }).toPass({ timeout: 30_000, intervals: [0] });
  expect(isSignedIn(await known.signIn("credentials", right))).toBe(true);
  const other = clientAt(url, "198.51.100.13");
  const { challenge } = JSON.parse((await other.ask("/api/passkeys/sign-in", {})).body);
  expect(challenge).toMatch(/^[\w-]+$/);
  expect((await other.signIn("passkey", { passkey: "{}" })).status).toBe(303);
});
