import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { settings } from "#lib/server/config/settings.ts";
import { guard } from "./server-guard.ts";

/** A guarded server that answers every request with a page; asks it, byte for byte. */
async function guarded() {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(request.url ?? "");
    const isPage = request.url?.endsWith("/page");
    response.setHeader("content-type", isPage ? "text/html" : "application/json");
    response.end("{}");
  });
  guard(server, { isSecure: false, trustedProxies: 0, personOf: () => null });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  async function ask(path: string, headers = ["Host: 127.0.0.1"], line = `GET ${path} HTTP/1.1`) {
    const socket = connect(port, "127.0.0.1");
    socket.write([line, ...headers, "Connection: close", "", ""].join("\r\n"));
    const pieces: Buffer[] = [];
    for await (const piece of socket) pieces.push(piece);
    const answer = Buffer.concat(pieces).toString();
    return {
      answer,
      status: Number(answer.slice(9, 12)),
      referrer: /^referrer-policy: (.*)$/im.exec(answer)?.[1]?.trim(),
    };
  }
  return { ask, reached };
}

test.each([
  ["a letter", "/api/auth/%63allback/credentials"],
  ["a capital", "/%41pi/find"],
  ["a digit", "/transactions/%32"],
  ["a dot", "/s/%2E%2e/people"],
  ["a dash, an underscore or a tilde", "/sign%2Din%5f%7E"],
])("a path that escapes %s, which needs no escape, is refused (A-46)", async (_name, path) => {
  const { ask, reached } = await guarded();
  expect((await ask(path)).status).toBe(400);
  expect(reached).toEqual([]);
});

test("escapes that a path needs pass, and those of a query", async () => {
  const { ask } = await guarded();
  for (const path of ["/i/%D3%98%20%2F%3A%5B%7B%C2%A0", "/?q=%61%2D", "/a-b_c~d.e/09AZaz"]) {
    expect([path, (await ask(path)).status]).toEqual([path, 200]);
  }
});

test("a host that is not ours and two Host headers are refused (A-46)", async () => {
  const { ask, reached } = await guarded();
  expect((await ask("/", ["Host: evil.example"])).status).toBe(421);
  expect((await ask("/", [], "GET / HTTP/1.0")).status).toBe(421);
  for (const other of ["127.0.0.1", "evil.example"]) {
    expect((await ask("/", ["Host: 127.0.0.1", `hOST: ${other}`])).status).toBe(400);
  }
  expect(reached).toEqual([]);
  const browser = ["Host: evil.example", "Sec-Fetch-Mode: navigate", "Accept-Language: en"];
  expect((await ask("/", browser)).answer).toContain(settings().app.url.origin);
});

test("a probe of health is answered by any name and by none", async () => {
  const { ask } = await guarded();
  expect((await ask("/api/health/live", ["Host: anyqta-1"])).status).toBe(200);
  expect((await ask("", [], "GET /api/health/ready HTTP/1.0")).status).toBe(200);
});

test("a page names itself to us and no other site, one with a secret address not even that (A-35)", async () => {
  const { ask } = await guarded();
  expect((await ask("/page")).referrer).toBe("same-origin");
  for (const path of ["/s/page", "/set-up/page", "/i/page"]) {
    expect((await ask(path)).referrer).toBe("strict-origin");
  }
  expect((await ask("/api/find")).referrer).toBe("no-referrer");
});
