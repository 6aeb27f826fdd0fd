import { once } from "node:events";
import {
  request as ask,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { BASELINE_HEADERS } from "#lib/http/baseline-headers.ts";
import type { RequestContext } from "#lib/server/runtime/request-store.ts";
import { limits } from "../rate-limit.ts";
import { requestContext } from "../request-context.ts";
import { guard } from "./server-guard.ts";

const nobody = (_cookies: string): string | null => null;

/** A guarded server that answers every request; its port, and the headers that reached it. */
async function guarded({ isSecure = false, personOf = nobody } = {}) {
  const reached: IncomingHttpHeaders[] = [];
  const contexts: RequestContext[] = [];
  const server = createServer(async (request, response) => {
    reached.push(request.headers);
    await new Promise(setImmediate);
    contexts.push(requestContext());
    if (request.url?.startsWith("/missing")) requestContext().pageStatus = 404;
    if (request.url === "/missing/elsewhere") response.statusCode = 307;
    if (request.url === "/kept") response.setHeader("cache-control", "public, max-age=60");
    if (request.url === "/private") {
      response.setHeader("cache-control", "private, no-cache, no-store");
    }
    if (request.url === "/own") response.setHeader("x-anyqta-policy", "default-src 'self'");
    response.end("yes");
  });
  // Next adds such a listener.
  server.on("upgrade", (_request, socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\n"));
  vi.stubEnv("NODE_ENV", "production");
  guard(server, { isSecure, trustedProxies: 0, personOf });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return { port: address.port, reached, contexts };
}

/** For the rest of a test nothing comes back to a budget; what earlier tests took has come back. */
function stopTheClock(): void {
  stops += 1;
  vi.useFakeTimers({ toFake: ["performance"] });
  vi.advanceTimersByTime(stops * 3_600_000);
  onTestFinished(() => void vi.useRealTimers());
}
let stops = 0;

interface Asked {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
}

async function answerTo(port: number, { method = "GET", path = "/", headers = {} }: Asked = {}) {
  const request = ask({ host: "127.0.0.1", port, method, path, headers });
  request.end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve).once("error", reject);
  });
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece);
  return {
    status: Number(response.statusCode),
    headers: response.headers,
    body: Buffer.concat(pieces).toString(),
  };
}

/** Sends raw bytes and returns everything that is received until the server closes. */
async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.end(bytes);
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

test("every answer has the baseline headers, also a refusal (A-23)", async () => {
  const { port } = await guarded();
  for (const method of ["GET", "POST", "TRACE", "OPTIONS"]) {
    const { headers } = await answerTo(port, { method });
    for (const [name, value] of BASELINE_HEADERS)
      expect([name, headers[name]]).toEqual([name, value]);
    expect(headers).not.toHaveProperty("strict-transport-security");
  }
});

test("each request has a context of its own, and the answer has its reference", async () => {
  const { port, contexts } = await guarded();
  const asked: Asked[] = [
    { method: "POST" },
    { headers: { "sec-purpose": "prefetch;prerender" } },
    { headers: { "x-moz": "prefetch" } },
    { headers: { "next-router-prefetch": "1" } },
  ];
  const begun = performance.now();
  const answers = await Promise.all(asked.map((each) => answerTo(port, each)));
  const references = answers.map(({ headers }) => headers["x-request-id"]);
  expect(new Set(references).size).toBe(asked.length);
  expect(contexts.map(({ id }) => id).sort()).toEqual(references.sort());
  expect(contexts.map(({ method }) => method).sort()).toEqual(["GET", "GET", "GET", "POST"]);
  expect(contexts.filter(({ isPrefetch }) => isPrefetch)).toHaveLength(3);
  for (const { id, peer, arrivedAt } of contexts) {
    expect(id).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
    expect(peer).toBe("127.0.0.1");
    expect(arrivedAt).toBeGreaterThanOrEqual(begun);
  }
});

test("a page can answer 404, but no other status than 200 is replaced", async () => {
  const { port } = await guarded();
  const statusOf = async (path: string) => (await answerTo(port, { path })).status;
  expect(await statusOf("/missing")).toBe(404);
  expect(await statusOf("/missing/elsewhere")).toBe(307);
  expect(await statusOf("/")).toBe(200);
});

test("an answer without Cache-Control must not be stored, a private one not be rewritten", async () => {
  const { port } = await guarded();
  expect((await answerTo(port)).headers["cache-control"]).toBe("private, no-store, no-transform");
  const kept = await answerTo(port, { path: "/kept" });
  expect(kept.headers["cache-control"]).toBe("public, max-age=60");
  const ofNext = await answerTo(port, { path: "/private" });
  expect(ofNext.headers["cache-control"]).toBe("private, no-cache, no-store, no-transform");
});

test("over https answers have HSTS for a year or more (A-24)", async () => {
  const { port } = await guarded({ isSecure: true });
  for (const method of ["GET", "TRACE"]) {
    const { headers } = await answerTo(port, { method });
    const [, seconds] = /^max-age=(\d+); includeSubDomains$/.exec(
      headers["strict-transport-security"] ?? "",
    ) ?? [""];
    expect(Number(seconds)).toBeGreaterThanOrEqual(365 * 24 * 3600);
  }
});

const REFUSED: [string, Asked, number, string][] = [
  ...["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND", "PURGE"].map(
    (method): [string, Asked, number, string] => [method, { method }, 405, "method_not_allowed"],
  ),
  ["an absolute address", { path: "http://evil.example/" }, 400, "invalid_input"],
  ["half a percent sign", { path: "/i/%E0%A4%A" }, 400, "invalid_input"],
  ["a NUL in the path", { path: "/i/a%00b" }, 400, "invalid_input"],
  ["a NUL in a parameter", { path: "/audit?actor=%00" }, 400, "invalid_input"],
  ["a form for a file", { method: "POST", path: "/robots.txt" }, 405, "method_not_allowed"],
  ["a form for a built file", { method: "POST", path: "/_next/x.js" }, 405, "method_not_allowed"],
  ...["%", "{}", "[]", '["",[]]', '["",{"children":"x"}]', '["",{},null,"no"]'].map(
    (state): [string, Asked, number, string] => [
      `the router's state ${state}`,
      { headers: { "next-router-state-tree": encodeURIComponent(state) } },
      400,
      "invalid_input",
    ],
  ),
  [
    "a router's state that is too deep",
    { headers: { "next-router-state-tree": `${'["",{"x":'.repeat(99)}["",{}]${"}]".repeat(99)}` } },
    400,
    "invalid_input",
  ],
  ["an action", { method: "POST", headers: { "Next-Action": "a".repeat(42) } }, 404, "not_found"],
  [
    "a too large Content-Length",
    { method: "POST", headers: { "content-length": "65537" } },
    413,
    "too_large",
  ],
];

test.each(REFUSED)("%s is refused by the guard (A-67)", async (_name, asked, status, error) => {
  const { port, reached } = await guarded();
  const answer = await answerTo(port, asked);
  expect(answer.status).toBe(status);
  expect(answer.headers["cache-control"]).toBe("private, no-store, no-transform");
  expect(JSON.parse(answer.body)).toEqual({ error, reference: answer.headers["x-request-id"] });
  expect(reached).toEqual([]);
});

test("a state of Next's router passes", async () => {
  const { port, reached } = await guarded();
  const state =
    '["",{"children":["(staff)",{"children":["transactions",{"children":[["invoiceId","205218074","d",null],{"children":["__PAGE__?still=1",{},null,"refetch"]}]}]}]},null,null,16]';
  const headers = { "next-router-state-tree": encodeURIComponent(state) };
  expect((await answerTo(port, { headers })).status).toBe(200);
  expect(reached).toHaveLength(1);
});

test("an upgrade is refused and its connection closed (A-46)", async () => {
  const { port, reached } = await guarded();
  const said = await exchange(
    port,
    "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n",
  );
  expect(said).toMatch(/^HTTP\/1\.1 400 /);
  expect(reached).toEqual([]);
});

test.each([
  ["an unknown method", "FOO / HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["another protocol than HTTP", "\u0016\u0003\u0001hello\r\n\r\n", 400],
  ["too large headers", `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${"a".repeat(20_000)}\r\n\r\n`, 431],
  [
    "Content-Length together with chunks",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
  ],
])("%s is refused with the baseline headers", async (_name, bytes, status) => {
  const { port, reached } = await guarded();
  const said = await exchange(port, bytes);
  expect(said.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
  for (const [name, value] of BASELINE_HEADERS) expect(said).toContain(`${name}: ${value}\r\n`);
  expect(reached).toEqual([]);
});

test("an unknown expectation is ignored, and its answer has the baseline headers (RFC 9110 10.1.1)", async () => {
  const { port, reached } = await guarded();
  const { status, headers } = await answerTo(port, { headers: { expect: "miracles" } });
  expect([status, reached.length]).toEqual([200, 1]);
  for (const [name, value] of BASELINE_HEADERS)
    expect([name, headers[name]]).toEqual([name, value]);
});

test("clients cannot set Next's internal headers", async () => {
  const { port, reached } = await guarded();
  const headers = {
    "x-nonce": "mine",
    "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
    "x-middleware-next": "1",
    "content-security-policy": "script-src 'nonce-mine'",
    "content-security-policy-report-only": "script-src 'nonce-mine'",
    accept: "text/html",
  };
  await answerTo(port, { headers });
  expect(Object.keys(reached[0] ?? {}).sort()).toEqual(["accept", "connection", "host"]);
});

test("a handler's page has its own policy in place of the baseline's, and nobody sees how", async () => {
  const { port } = await guarded();
  const { headers } = await answerTo(port, { path: "/own" });
  expect(headers["content-security-policy"]).toBe("default-src 'self'");
  expect(headers["x-anyqta-policy"]).toBeUndefined();
});

test("a person's browser gets a page in its language for what is refused, a program a code", async () => {
  const { port } = await guarded();
  const odd = { path: "/%E0%A4%A" };
  const browser = { "sec-fetch-mode": "navigate", "accept-language": "ru" };
  const page = await answerTo(port, { ...odd, headers: browser });
  expect([page.status, page.headers["content-type"]]).toEqual([400, "text/html; charset=utf-8"]);
  expect(page.body).toContain('<html lang="ru">');
  expect(page.headers["content-security-policy"]).toContain("style-src 'self'");
  const code = await answerTo(port, odd);
  expect(JSON.parse(code.body)).toMatchObject({ error: "invalid_input" });
});

test("when the requests of all are spent, a balancer's probes are still answered", async () => {
  const { port } = await guarded();
  stopTheClock();
  while ((await limits().take("requests", "all")) === null);
  expect((await answerTo(port)).status).toBe(429);
  for (const path of ["/api/health", "/api/health/live", "/api/health/ready?from=balancer"]) {
    expect([path, (await answerTo(port, { path })).status]).toEqual([path, 200]);
  }
  expect((await answerTo(port, { path: "/api/health/other" })).status).toBe(429);
});

test.each(["requestsOfOne", "anonymousRequests"] as const)(
  "an address that has spent %s takes nothing from a person with a session (A-81)",
  async (budget) => {
    const { port } = await guarded({
      personOf: (cookies) => (cookies === "session=living" ? "anna" : null),
    });
    stopTheClock();
    const key = budget === "requestsOfOne" ? "127.0.0.1" : "all";
    while ((await limits().take(budget, key)) === null);
    const statusWith = async (cookie: string) =>
      (await answerTo(port, { path: "/api/find", headers: { cookie } })).status;
    expect(await statusWith("session=ended")).toBe(429);
    expect(await statusWith("session=living")).toBe(200);
    expect(await limits().waitFor("requests", "all")).toBeNull();
  },
);
