import { once } from "node:events";
import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { DrizzleQueryError } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { messagesOf } from "#lib/i18n/messages.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { notePageFailure } from "./failed-page.ts";
import { guard } from "./server-guard.ts";

/** What a statement throws when its server is down. */
const DOWN = new DrizzleQueryError(
  "select secret from canary",
  ["canary"],
  Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
);

/** Asks a guarded server for a page, as a browser does; its handler stands for Next. */
async function pageOf(handler: (response: ServerResponse) => void, mode = "navigate") {
  vi.stubEnv("NODE_ENV", "production");
  const server = createServer((_request, response) => handler(response));
  guard(server, { isSecure: false, trustedProxies: 0, personOf: () => null });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  const headers = { "sec-fetch-mode": mode, "accept-language": "ru" };
  const asked = get({ host: "127.0.0.1", port: address.port, path: "/people", headers });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once("response", resolve).once("error", reject);
  });
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

/** The ways in which Next and its compression send a page. */
const WAYS: [string, (response: ServerResponse) => void][] = [
  ["in one piece", (response) => response.end("<html id=next></html>")],
  [
    "in pieces",
    (response) => {
      response.write("<html id=next>");
      response.write("</html>", () => response.end());
    },
  ],
  [
    "compressed, with its length",
    (response) => {
      const body = gzipSync("<html id=next></html>");
      response.setHeader("content-encoding", "gzip");
      response.setHeader("content-length", body.byteLength);
      response.end(body);
    },
  ],
];

test.each(WAYS)("a page that fails is ours, sent %s", async (_name, send) => {
  const answer = await pageOf((response) => {
    notePageFailure(DOWN);
    response.statusCode = 500;
    response.setHeader("content-type", "text/html");
    send(response);
  });
  expect(answer.status).toBe(503);
  const { headers, body } = answer;
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  expect(headers["content-security-policy"]).toContain("style-src 'self'");
  expect(headers["cache-control"]).toBe("private, no-store, no-transform");
  expect(headers["content-encoding"]).toBeUndefined();
  const { unavailable_title } = messagesOf("ru").interruption.refused;
  expect(body).toContain(`<h1>${unavailable_title}</h1>`);
  expect(body).toContain(String(headers["x-request-id"]));
  expect(body).not.toContain("id=next");
  const [line] = expectErrors("the database is not available");
  expect(JSON.parse(line ?? "")).toMatchObject({ fault: "ECONNREFUSED", code: "unavailable" });
  expect(line).not.toContain("canary");
});

test("a page that fails for another reason is a 500 of ours", async () => {
  const answer = await pageOf((response) => {
    notePageFailure(new Error("a fault of ours"));
    response.statusCode = 500;
    response.end("next");
  });
  expect(answer.status).toBe(500);
  expect(answer.body).toContain(messagesOf("ru").errors.failed_title);
  expectErrors("request failed");
});

test("what is sent already, or is sent by a handler, stays as it is", async () => {
  const begun = await pageOf((response) => {
    response.write("begun, ");
    notePageFailure(DOWN);
    response.end("ended");
  });
  expect([begun.status, begun.body]).toEqual([200, "begun, ended"]);
  expectErrors("the database is not available");
  const handled = await pageOf((response) => {
    response.statusCode = 500;
    response.end("of a handler");
  });
  expect([handled.status, handled.body]).toEqual([500, "of a handler"]);
});

test("a program that asks for a page gets the code", async () => {
  const { status, body } = await pageOf((response) => {
    notePageFailure(DOWN);
    response.statusCode = 500;
    response.end("next");
  }, "cors");
  expect([status, JSON.parse(body)]).toMatchObject([503, { error: "unavailable" }]);
  expectErrors("the database is not available");
});
