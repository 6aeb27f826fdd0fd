import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { BrowserContext, Page } from "@playwright/test";
import { DEMO } from "#lib/account/demo.ts";
import { startApplication } from "./application.ts";
import {
  CARD_ID,
  CARD_NUMBER,
  type CanaryBank,
  CLIENT_SECRET,
  PAYER,
  startCanaryBank,
} from "./canary-bank.ts";
import { digestsOf, disguisesOf } from "./disguises.ts";
import { test as base, expect, messagesOf } from "./fixtures.ts";
import { proveOnPage } from "./proven.ts";

/**
 * Puts canaries into every secret and personal field, uses the product in each role, then searches
 * everything that it produced: pages, files, log, database, build (A-61, A-63, P-02, P-04, P-44, I2).
 */

const SETTINGS = {
  NEXTAUTH_SECRET: "canary-of-the-session-secret-0123456789",
  AUDIT_KEY: "canary-of-the-audit-key-0123456789abcdef",
  FACTOR_KEY: "canary-of-the-factor-key-0123456789abcde",
  EPAY_CLIENT_SECRET: CLIENT_SECRET,
  LOG_LEVEL: "debug",
};
const WRONG_PASSWORD = "canary-typed-as-a-password";
const NEW_PASSWORD = "canary jumps over nine hills";
const INVOICES = ["205218074", "10000101", "10000102", "10000204", "10000801", "99999999"];

const words = messagesOf("en");

const test = base.extend<object, { front: { bank: CanaryBank | null } }>({
  front: [({}, use) => use({ bank: null }), { scope: "worker" }],
  application: [
    async ({ front }, use) => {
      const application = await startApplication(SETTINGS, async (practice) => {
        front.bank = await startCanaryBank(practice);
        return front.bank;
      });
      await use(application);
      await application.stop();
      await front.bank?.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

test("secrets, personal data and hashes of cards are nowhere they must not be (P-04)", async ({
  page,
  context,
  signIn,
  application,
  front,
}) => {
  test.setTimeout(300_000);
  const tokens = front.bank?.tokens ?? new Set();

  // A clerk at work, a supervisor, an administrator and an auditor after.
  const sent = new Map<string, Buffer[]>();
  const cookies = new Set<string>();
  for (const { role } of DEMO.people) {
    await context.clearCookies();
    await signIn(role);
    for (const { name, value } of await context.cookies()) {
      if (name.endsWith("session")) cookies.add(value);
    }
    const seen = await watch(context, () => useEverything(page, role));
    sent.set(role, seen);
  }
  await context.clearCookies();
  const passwords = await watch(context, () => choosePasswords(page));
  expect(tokens.size).toBeGreaterThan(0);

  const kept: Buffer[] = [];
  await application.restart("SIGTERM", async () => {
    kept.push(...filesUnder(application.env.DATA_DIR ?? ""));
  });
  const log = Buffer.from(application.output());
  const built = filesUnder(".next/standalone").concat(filesUnder(".next/static"));

  const secrets = [
    ...Object.values(SETTINGS).filter((value) => value.startsWith("canary")),
    CARD_ID,
  ];
  const cards = [CARD_NUMBER, CARD_NUMBER.replace(/(.{4})(?=.)/g, "$1 ")];
  const payer = [PAYER.name, PAYER.email, PAYER.phone.slice(1), PAYER.ip];
  const everywhere = [...sent.values()].flat().concat(passwords, kept, [log], built);
  const never = [...secrets, ...cards, ...tokens, WRONG_PASSWORD, NEW_PASSWORD];
  // Proves that the search finds what is there.
  expect(found(["Kazakhstan"], sent.get("clerk") ?? [])).toEqual(["Kazakhstan"]);
  expect(found(payer, sent.get("supervisor") ?? [])).toEqual(expect.arrayContaining([PAYER.email]));
  expect(found([PAYER.email], kept)).toEqual([PAYER.email]);
  const hashed = createHash("sha256").update("4012 8888 8888 1881").digest("base64url");
  expect(isIn([Buffer.from(`{"card":"${hashed}"}`)], digestsOf(CARD_NUMBER))).toBe(true);

  expect(found(never, everywhere)).toEqual([]);
  expect(digestsOf(CARD_NUMBER).filter((digest) => isIn(everywhere, [digest]))).toEqual([]);
  // A cookie is in its own browser only; the database has its hash.
  expect(found([...cookies], [log, ...kept, ...built])).toEqual([]);
  expect(found(payer, sent.get("clerk") ?? [])).toEqual([]);
  expect(found(payer, sent.get("auditor") ?? [])).toEqual([]);
  expect(found(payer, [log, ...built])).toEqual([]);
});

/** Collects all responses that the browser receives during the work, decompressed. */
async function watch(context: BrowserContext, work: () => Promise<Buffer[]>): Promise<Buffer[]> {
  const bodies: Promise<Buffer>[] = [];
  const note = (response: { body(): Promise<Buffer>; allHeaders(): Promise<object> }) => {
    bodies.push(response.body().catch(() => Buffer.alloc(0)));
    bodies.push(response.allHeaders().then((all) => Buffer.from(JSON.stringify(all))));
  };
  context.on("response", note);
  const files = await work();
  context.off("response", note);
  return (await Promise.all(bodies)).concat(files).flatMap(unpacked);
}

/** Requests everything, allowed for this role or not; gives the downloaded files. */
async function useEverything(page: Page, role: string): Promise<Buffer[]> {
  const answers: Buffer[] = [];
  const get = async (address: string) => {
    const answer = await page.request.get(address);
    answers.push(await answer.body(), Buffer.from(JSON.stringify(answer.headers())));
  };
  for (const invoice of INVOICES) {
    await page.goto(`/transactions/${invoice}`);
    await get(`/api/transactions/${invoice}`);
    for (const kind of ["customer", "internal"]) {
      await get(`/api/evidence/${invoice}?language=kk&for=${kind}`);
    }
  }
  const pages = [
    "/",
    "/transactions",
    "/account",
    "/people",
    "/audit",
    "/account/factor",
    "/nowhere",
  ];
  for (const address of pages) await page.goto(address);
  // Typed texts are shown again to their author, so a clerk's pages prove nothing here.
  const typed = role === "clerk" ? [] : [PAYER.email, PAYER.phone];
  for (const text of [...typed, CARD_NUMBER, "22.22"]) {
    const answer = await page.request.post("/api/find", { form: { text } });
    answers.push(await answer.body());
  }
  for (const address of [
    "/api/export?format=csv&columns=state,amount,payer,card,description",
    "/api/export?format=xlsx",
    "/api/audit",
    "/api/palette",
    "/api/openapi.json",
  ]) {
    await get(address);
  }
  const parts = await page.request.post("/api/suggestions", { form: { part: "205" } });
  answers.push(await parts.body());
  if (role === "admin") await page.request.post("/api/people", { form: { act: "nothing" } });
  return answers;
}

/** Tries a wrong password, then changes the own password. */
async function choosePasswords(page: Page): Promise<Buffer[]> {
  const signIn = async (password: string) => {
    await page.goto("/sign-in");
    await page.getByLabel(words.sign_in.email).fill("clerk@demo.kz");
    await page.getByLabel(words.sign_in.password, { exact: true }).fill(password);
    await page.getByRole("button", { name: words.sign_in.submit, exact: true }).click();
  };
  await signIn(WRONG_PASSWORD);
  await expect(page.getByRole("alert").filter({ hasText: words.sign_in.wrong })).toBeVisible();
  await signIn(DEMO.password);
  await expect(page.getByRole("heading", { name: words.look_up.title })).toBeVisible();
  await page.goto("/account");
  await page.getByRole("link", { name: words.account.password.change }).click();
  await proveOnPage(page);
  await page.getByLabel(words.set_up.password, { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel(words.set_up.repeat).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: words.account.password.change }).click();
  await expect(page.getByText(words.account.password.done)).toBeVisible();
  return [];
}

function filesUnder(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.includes("node_modules"))
    .map((name) => path.join(folder, name))
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name))
    .flatMap(unpacked);
}

/** The bytes and everything compressed in them: gzip, the streams of a PDF, the parts of a zip. */
function unpacked(bytes: Buffer): Buffer[] {
  const inner: Buffer[] = [];
  const take = (unpack: () => Buffer) => {
    try {
      inner.push(unpack());
    } catch {
      // Not compressed in this way.
    }
  };
  if (bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) take(() => gunzipSync(bytes));
  if (bytes.subarray(0, 4).equals(Buffer.from("%PDF"))) {
    for (let at = 0; ; ) {
      const start = bytes.indexOf("stream\n", at);
      if (start === -1) break;
      take(() => inflateSync(bytes.subarray(start + "stream\n".length)));
      at = start + 1;
    }
  }
  if (bytes.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004"))) {
    for (let at = bytes.indexOf("PK\u0003\u0004"); at !== -1; ) {
      const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
      take(() => inflateRawSync(bytes.subarray(start)));
      at = bytes.indexOf("PK\u0003\u0004", at + 1);
    }
  }
  return [bytes, ...inner];
}

/** The texts that the bytes contain in any encoding. */
function found(texts: Iterable<string>, places: readonly Buffer[]): string[] {
  return [...texts].filter((text) => isIn(places, disguisesOf(text)));
}

function isIn(places: readonly Buffer[], forms: readonly Buffer[]): boolean {
  return places.some((place) => forms.some((form) => place.includes(form)));
}
