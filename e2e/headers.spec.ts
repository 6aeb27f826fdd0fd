import { readdirSync } from "node:fs";
import { BASELINE_HEADERS, STATIC_POLICY } from "#lib/http/baseline-headers.ts";
import { errorSchema } from "#lib/http/errors.ts";
import { lookUpAnswerSchema } from "#lib/payment/look-up.ts";
import { type AppRoute, appRoutes } from "./app-routes.ts";
import { type Application, startApplication } from "./application.ts";
import { test as base, expect } from "./fixtures.ts";
import { type RawAnswer, rawRequest, trySignIn } from "./raw-request.ts";

/** Headers of every answer, and refusals without a session for every form of a request. */

/** The matrix sends more requests a minute than the default limits allow. */
const GENEROUS = {
  LIMIT_VISITS_PER_MINUTE: "1000000",
  LIMIT_SEARCHES_PER_MINUTE: "1000000",
  LIMIT_EXPORTS_PER_MINUTE: "1000000",
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

const ROUTES = appRoutes();
const NONCE = "bWluZS1taW5lLW1pbmUtbWluZQ";
const MARKUP = "<script>alert(7)</script>";

/** Request headers that have bypassed a proxy, a policy or a session check in some product. */
const ASKED: Record<string, Record<string, string>> = {
  plainly: {},
  "as a prefetch": { purpose: "prefetch" },
  "as a prefetch, in the standard's word": { "sec-purpose": "prefetch" },
  "as the router's prefetch": { rsc: "1", "next-router-prefetch": "1" },
  "as the prefetch of a segment": {
    rsc: "1",
    "next-router-prefetch": "1",
    "next-router-segment-prefetch": "/_tree",
  },
  "as a component": { RSC: "1" },
  "as a component with a broken tree": { RSC: "1", "next-router-state-tree": "%" },
  "as a subrequest": { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  "as data": { "x-nextjs-data": "1", "x-middleware-prefetch": "1" },
  "with a nonce": { "x-nonce": NONCE },
  "with a policy": { "content-security-policy": `script-src 'nonce-${NONCE}'` },
  "with a broken policy": { "content-security-policy": `script-src 'nonce-">${MARKUP}'; ;;,` },
};

/** Forms of a path that may be normalised to the same route. */
const FORMS: Record<string, (path: string) => string> = {
  plain: (path) => path,
  "as a component's file": (path) => `${path === "/" ? "/index" : path}.rsc`,
  "with the router's parameter": (path) => `${path}?_rsc=abcde`,
  "as a segment's file": (path) => `${path}.segments/_tree.segment.rsc`,
  "with two slashes": (path) => `/${path}`,
  "with two slashes inside": (path) => `${path.replace(/(?!^)\//, "//")}`,
  encoded: (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  "with an encoded slash": (path) => `/${path.slice(1).replaceAll("/", "%2f")}`,
  "in capitals": (path) => path.toUpperCase(),
  "with a slash behind": (path) => `${path}/`,
};

const PUBLIC_FILES = readdirSync("public", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => `${parentPath.replace("public", "")}/${name}`);
const OPEN_TO_CACHES = /^\/(_next\/static\/|api\/openapi\.json)/;

function problemsOf({ status, headers, body }: RawAnswer, path: string): string[] {
  const policy = String(headers["content-security-policy"]);
  const isPage = /^text\/html/.test(headers["content-type"] ?? "") && body.includes("<script");
  const isCacheable = PUBLIC_FILES.includes(path) || OPEN_TO_CACHES.test(path);
  const problems: [boolean, string][] = [
    ...BASELINE_HEADERS.slice(1).map(([name, value]): [boolean, string] => [
      headers[name] !== (name === "referrer-policy" ? referrerPolicyOf(headers) : value),
      `${name}: ${headers[name]}`,
    ]),
    [!/^default-src 'none'; /.test(policy), `policy: ${policy}`],
    [!/frame-ancestors 'none'/.test(policy), `framed: ${policy}`],
    [/unsafe|\*|https?:/.test(policy), `policy: ${policy}`],
    [isPage && !/script-src 'nonce-[\w+/]{24}' 'strict-dynamic'/.test(policy), "page, no nonce"],
    [
      isPage && status !== 307 && !/<head>.*<meta name="format-detection".*<\/head>/s.test(body),
      "numbers become links",
    ],
    [policy.includes(NONCE) || body.includes(NONCE), "nonce given back"],
    [policy.includes(MARKUP) || body.includes(MARKUP), "markup given back"],
    [!isCacheable && !/no-store/.test(headers["cache-control"] ?? ""), "may be cached"],
    [
      /private/.test(headers["cache-control"] ?? "private") &&
        !/no-transform/.test(headers["cache-control"] ?? ""),
      "may be rewritten on its way",
    ],
    [headers["x-powered-by"] !== undefined || headers.server !== undefined, "says what it is"],
    [headers["access-control-allow-origin"] !== undefined, "open to other sites"],
    [status === 200 && isPage && !/charset=utf-8/.test(headers["content-type"] ?? ""), "charset"],
  ];
  return problems.flatMap(([isWrong, problem]) => (isWrong ? [problem] : []));
}

/** Pages name themselves to us and to nobody else. */
function referrerPolicyOf(headers: RawAnswer["headers"]): string {
  if (!/^text\/html/.test(headers["content-type"] ?? "")) return "no-referrer";
  return headers["referrer-policy"] === "strict-origin" ? "strict-origin" : "same-origin";
}

interface Found {
  /** Description of the request. */
  asked: string;
  path: string;
  answer: RawAnswer;
}

/** Requests each route in all combinations; `forms` and `methods` restrict them. */
async function askAll(
  origin: string,
  {
    forms = Object.keys(FORMS),
    methods = ["GET", "HEAD"],
    cookie = "",
  }: { forms?: readonly string[]; methods?: readonly string[]; cookie?: string } = {},
): Promise<Found[]> {
  const found: Found[] = [];
  for (const route of [...ROUTES, NOWHERE]) {
    for (const form of forms) {
      const path = FORMS[form]?.(route.path) ?? route.path;
      const answers = Object.entries(ASKED).flatMap(([way, headers]) =>
        methods.map(async (method) => ({
          asked: `${method} ${path} ${way}`,
          path,
          answer: await rawRequest(origin, path, { method, headers: { ...headers, cookie } }),
        })),
      );
      found.push(...(await Promise.all(answers)));
    }
  }
  return found;
}

const NOWHERE: AppRoute = { is: "page", path: "/nowhere", methods: [], isPublic: true };

function wrongIn(found: readonly Found[]): string[] {
  return found.flatMap(({ asked, path, answer }) =>
    problemsOf(answer, path).map((problem) => `${asked}: ${answer.status}, ${problem}`),
  );
}

/** Looks a payment up; gives texts of its page that no other page contains. */
async function lookedUpPayment({ url }: Application): Promise<{ cookie: string; words: string[] }> {
  const { cookie } = await trySignIn(url);
  const { body } = await rawRequest(url, "/api/transactions/205218074", { headers: { cookie } });
  const { payment } = lookUpAnswerSchema.parse(JSON.parse(body));
  const texts = JSON.stringify(payment).match(/"[^"]{6,}"(?!:)/g) ?? [];
  // Numbers and names with digits, as a plain word can be on any page.
  const words = texts
    .map((text) => text.slice(1, -1))
    .filter((text) => /\d/.test(text) && text !== "205218074");
  expect(words.length).toBeGreaterThan(5);
  return { cookie, words };
}

test("without a session, each route has the policy and no data in any form (I3, A-23, A-25, A-26, A-27, A-35, A-60, V-02)", async ({
  application,
}) => {
  test.setTimeout(240_000);
  const { words } = await lookedUpPayment(application);
  const before = { ...application.bank.calls };
  const found = await askAll(application.url);
  expect(found.length).toBeGreaterThan(4_000);
  expect(wrongIn(found)).toEqual([]);
  const told = found.filter(({ answer }) => words.some((word) => answer.body.includes(word)));
  expect(told.map(({ asked }) => asked)).toEqual([]);
  expect(application.bank.calls).toEqual(before);
  // The matrix contains pages, redirects to the sign-in, refusals and errors.
  const statuses = new Set(found.map(({ answer }) => answer.status));
  for (const status of [200, 307, 308, 400, 401, 404, 405]) expect(statuses).toContain(status);
});

test("with a session, each page has the policy in any form (A-60)", async ({ application }) => {
  test.setTimeout(120_000);
  const { cookie, words } = await lookedUpPayment(application);
  const found = await askAll(application.url, {
    cookie,
    forms: ["plain", "as a component's file", "with the router's parameter"],
    methods: ["GET"],
  });
  expect(wrongIn(found)).toEqual([]);
  // The data can be found.
  expect(found.some(({ answer }) => words.some((word) => answer.body.includes(word)))).toBe(true);
});

test("what proxies must not transform is compressed by us", async ({ application }) => {
  const { cookie } = await trySignIn(application.url);
  const headers = { cookie, "accept-encoding": "gzip" };
  const page = await rawRequest(application.url, "/transactions", { headers });
  expect(page.headers["cache-control"]).toBe("private, no-store, no-transform");
  expect(page.headers["content-encoding"]).toBe("gzip");
});

test("each answer has a new nonce (A-30)", async ({ application }) => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => rawRequest(application.url, "/nowhere")),
  );
  const nonces = answers.map(
    ({ headers }) => /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1],
  );
  expect(new Set(nonces).size).toBe(answers.length);
});

test("files and built assets have a policy that allows nothing", async ({ application }) => {
  const page = await rawRequest(application.url, "/nowhere");
  const assets = [...page.body.matchAll(/"(\/_next\/static\/[^"]+)"/g)].map(
    ([, path]) => `${path}`,
  );
  expect(assets.length).toBeGreaterThan(1);
  for (const path of [...PUBLIC_FILES, "/opensearch.xml", ...assets, "/_next/static/nowhere.js"]) {
    for (const method of ["GET", "HEAD"]) {
      const answer = await rawRequest(application.url, path, { method });
      expect([path, problemsOf(answer, path)]).toEqual([path, []]);
      expect([path, answer.headers["content-security-policy"]]).toEqual([path, STATIC_POLICY]);
    }
  }
});

test("each route allows its own methods only (A-20, A-67)", async ({ application }) => {
  const { cookie } = await trySignIn(application.url);
  for (const { path, methods } of ROUTES) {
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]) {
      if (methods.includes(method)) continue;
      const answer = await rawRequest(application.url, path, { method, headers: { cookie } });
      expect([method, path, answer.status]).toEqual([method, path, 405]);
      expect([method, path, problemsOf(answer, "")]).toEqual([method, path, []]);
    }
  }
});

test("actions are refused before Next reads them, whatever their path (V-03)", async ({
  application,
}) => {
  for (const { path } of ROUTES) {
    const answer = await rawRequest(application.url, path, {
      method: "POST",
      headers: { "Next-Action": "4".repeat(42), "content-type": "text/plain;charset=UTF-8" },
      body: "[]",
    });
    expect([path, answer.status]).toEqual([path, 404]);
    // Next's own refusal would be a page.
    expect([path, errorSchema.parse(JSON.parse(answer.body)).error]).toEqual([path, "not_found"]);
  }
});

test("there is no image optimiser", async ({ application }) => {
  const query = "?url=%2Ficon.svg&w=64&q=75";
  for (const path of ["/_next/image", "/_next/image/", "//_next/image", "/_next/%69mage"]) {
    const { status, body } = await rawRequest(application.url, `${path}${query}`);
    // Our page for a missing path contains a picture but is none.
    const isImage = /^\s*(<\?xml|<svg)/.test(body);
    expect([path, [308, 400, 404].includes(status), isImage]).toEqual([path, true, false]);
  }
});
