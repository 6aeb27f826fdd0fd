import { readdirSync, readFileSync } from "node:fs";
import { appRoutes } from "./app-routes.ts";
import { type Application, startApplication } from "./application.ts";
import { test as base, expect } from "./fixtures.ts";
import { FORM, rawRequest, trySignIn } from "./raw-request.ts";

/** Whatever stands in a parameter, no answer is an error of ours, and each line of the log is JSON. */

const GENEROUS = {
  LIMIT_VISITS_PER_MINUTE: "1000000",
  LIMIT_SEARCHES_PER_MINUTE: "1000000",
  LIMIT_LISTS_PER_MINUTE: "1000000",
  LIMIT_EXPORTS_PER_MINUTE: "1000000",
  LIMIT_SIGN_INS_PER_MINUTE: "1000000",
  LIMIT_ALL_SIGN_INS_PER_MINUTE: "1000000",
};

const test = base.extend<object, { application: Application }>({
  application: [
    async ({}, use) => {
      const application = await startApplication(GENEROUS);
      await use(application);
      await application.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});
test.describe.configure({ mode: "serial" });

/** Values as they stand in an address or in a form. */
const VALUES = [
  "%00",
  "a%00b",
  "%ED%A0%80",
  "%FF",
  "%F0%9F%98%80",
  "9999999999999999_1",
  "-9007199254740991_1",
  "9007199254740991_999999999999999",
  "1_999999999999999",
  "99999999999999999999",
  "-1",
  "1e400",
  "9".repeat(300),
  "0001-01-01",
  "8999-12-31",
  "%2e%2e%2f",
  "__proto__",
  "[]",
  "%7B%22a%22:1%7D",
  "'%22%3C",
  "%E2%80%AE",
  "a".repeat(5_000),
];

/** Names of parameters: all that handlers and pages read. */
function parameterNames(): string[] {
  const sources = readdirSync("app/api", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .map((file) => readFileSync(`app/api/${file}`, "utf8"));
  const inSchemas = sources.flatMap((source) =>
    [...source.matchAll(/^\s{2,}(\w+): \w+(?:Schema|\.\w+\()/gm)].flatMap(([, name]) => name ?? []),
  );
  return [...new Set([...inSchemas, ...PAGE_NAMES, ...OTHER_NAMES])];
}

/** Of the list and the audit log. */
const PAGE_NAMES =
  "q find invoices state terminal issuer person paid_from looked_to min max sort columns after before event actor resource reference from to".split(
    " ",
  );
/** Of other pages, and of the library that signs in. */
const OTHER_NAMES =
  "callbackUrl error done problem unread observation still list changes email password code csrfToken timer".split(
    " ",
  );

const NAMES = parameterNames();
const ROUTES = appRoutes();
/** What would end the session of the test, or its own password; and the library that signs in. */
const SPARED = /^\/api\/(?:sign-out|account\/(?:password|sessions|factor))/;

for (const email of ["clerk@demo.kz", "admin@demo.kz"]) {
  test(`no parameter makes an answer to ${email} an error of ours`, async ({
    application: { url },
  }) => {
    test.setTimeout(300_000);
    const { cookie } = await trySignIn(url, { email });
    const failed: string[] = [];
    const ask = async (method: string, path: string, given: string) => {
      const isRead = method !== "POST";
      const answer = await rawRequest(url, isRead ? `${path}?${given}` : path, {
        method,
        headers: { cookie, ...(!isRead && FORM), "sec-fetch-site": "same-origin" },
        ...(!isRead && { body: given }),
      });
      if (answer.status >= 500)
        failed.push(`${answer.status} ${method} ${path} ${given.slice(0, 80)}`);
    };
    for (const { path, methods } of ROUTES.filter((route) => !SPARED.test(route.path))) {
      for (const value of VALUES) {
        const all = NAMES.map((name) => `${name}=${value.slice(0, 200)}`).join("&");
        for (const method of methods) await ask(method, path, all);
      }
    }
    // One by one where a wrong parameter is left out.
    for (const path of email.startsWith("admin") ? ["/transactions", "/audit"] : []) {
      for (const name of PAGE_NAMES) {
        for (const value of VALUES) await ask("GET", path, `${name}=${value}`);
      }
    }
    expect(failed).toEqual([]);
  });
}

test("no header of Next's makes an answer an error of ours (A-84)", async ({
  application: { url },
}) => {
  const { cookie } = await trySignIn(url);
  const states = [
    "%",
    "{}",
    "[]",
    "null",
    "[1]",
    '["",[]]',
    '["",{"children":"x"}]',
    '["",{"children":["__PAGE__",{}]},null,null,true]',
    '["",{"children":["transactions",{"children":["__PAGE__",{}]}]}]',
    `${'["",{"children":'.repeat(500)}["",{}]${"}]".repeat(500)}`,
  ];
  for (const state of states) {
    for (const encoded of [state, encodeURIComponent(state)]) {
      for (const path of ["/", "/transactions", "/transactions/205218074", "/nowhere"]) {
        const headers = { cookie, rsc: "1", "next-router-state-tree": encoded };
        const { status } = await rawRequest(url, path, { headers });
        expect([state.slice(0, 80), path, status < 500]).toEqual([state.slice(0, 80), path, true]);
      }
    }
  }
});

test("files take no POST (A-84)", async ({ application: { url } }) => {
  const names = readdirSync("public").map((name) => `/${name}`);
  for (const path of [...names, "/opensearch.xml", "/_next/static/nothing.js"]) {
    const { status } = await rawRequest(url, path, { method: "POST", headers: FORM, body: "" });
    expect([path, [404, 405].includes(status)]).toEqual([path, true]);
  }
});

test("every line that was logged meanwhile is JSON (A-84)", async ({ application }) => {
  const lines = application.output().split("\n").slice(0, -1);
  // The demo's own words end with where the data are.
  const logged = lines.slice(lines.findIndex((line) => line.startsWith("The data are")) + 1);
  expect(logged.length).toBeGreaterThan(100);
  const odd = logged.filter((line) => line.trim() !== "" && !line.startsWith("{"));
  expect(odd).toEqual([]);
});
