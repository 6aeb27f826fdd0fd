import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createBoundedClient } from "./client.ts";

const BOUNDS = {
  ...{ connectMs: 2_000, headersMs: 30_000, bodyIdleMs: 30_000 },
  ...{ maxBodyBytes: 1_000, maxHeaderBytes: 4_096, connections: 4 },
};

let origin = "";
let requests = 0;
let listener: RequestListener = (_request, response) => response.end();
const server = createServer((request, response) => {
  requests += 1;
  listener(request, response);
});
const client = createBoundedClient(BOUNDS);

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  origin = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await client.close();
  server.close();
});

/**
 * Sends one request to a server with this listener; counts the requests that the server received.
 */
async function answered(by: RequestListener, { withinMs = 30_000, using = client } = {}) {
  requests = 0;
  listener = by;
  const request = { origin, path: "/", method: "GET" as const, headers: {} };
  const result = await using.boundedRequest(request, AbortSignal.timeout(withinMs));
  // On a busy machine the time may end before the headers instead of in the body.
  const ended = result.failure ?? result.bodyFailure;
  return { ...result, ended, requests };
}

test("reads a body of the maximum size and refuses one byte more", async () => {
  const body =
    (bytes: number): RequestListener =>
    (_request, response) =>
      response.end("x".repeat(bytes));
  const whole = await answered(body(1_000));
  expect(whole).toMatchObject({ failure: null, status: 200, bodyFailure: null });
  expect(whole.failure === null && whole.body.byteLength).toBe(1_000);
  expect(await answered(body(1_001))).toMatchObject({ bodyFailure: "too_large" });
});

test("stops a body without Content-Length at the maximum size", async () => {
  const endless: RequestListener = (_request, response) => {
    const pour = () => {
      while (!response.destroyed && response.write("x".repeat(500)));
    };
    response.on("drain", pour);
    pour();
  };
  expect(await answered(endless)).toMatchObject({ bodyFailure: "too_large" });
});

test("the signal ends the request also while bytes keep arriving", async () => {
  const dripping: RequestListener = (_request, response) => {
    const timer = setInterval(() => response.write(" "), 5);
    response.once("close", () => clearInterval(timer));
  };
  expect(await answered(dripping, { withinMs: 100 })).toMatchObject({ ended: "timeout" });
  expect(await answered(() => {}, { withinMs: 100 })).toMatchObject({ failure: "timeout" });
});

test("headers and pauses within a body have timeouts of their own", async () => {
  const forHeaders = createBoundedClient({ ...BOUNDS, headersMs: 50 });
  expect(await answered(() => {}, { using: forHeaders })).toMatchObject({ failure: "timeout" });
  const forBodies = createBoundedClient({ ...BOUNDS, bodyIdleMs: 50 });
  const silent: RequestListener = (_request, response) => response.flushHeaders();
  expect(await answered(silent, { using: forBodies })).toMatchObject({ bodyFailure: "timeout" });
  await Promise.all([forHeaders.close(), forBodies.close()]);
});

test("returns a redirect as an answer and does not follow it", async () => {
  const redirect: RequestListener = (_request, response) =>
    response.writeHead(307, { location: "/elsewhere" }).end();
  expect(await answered(redirect)).toMatchObject({ failure: null, status: 307, requests: 1 });
});

test("requests no compression and refuses a compressed body", async () => {
  let asked: unknown;
  const compressed: RequestListener = (request, response) => {
    asked = request.headers["accept-encoding"];
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("{}"));
  };
  expect(await answered(compressed)).toMatchObject({ bodyFailure: "encoded" });
  expect(asked).toBe("identity");
});

test("too large headers and bytes that are not HTTP are malformed", async () => {
  const large: RequestListener = (_request, response) =>
    response.writeHead(200, { "x-large": "x".repeat(8_192) }).end();
  expect(await answered(large)).toMatchObject({ failure: "malformed" });
  const foreign: RequestListener = ({ socket }) => socket.end("SSH-2.0-OpenSSH\r\n\r\n");
  expect(await answered(foreign)).toMatchObject({ failure: "malformed" });
});

test("a broken connection is a failure with its error code, and is not retried", async () => {
  const broken: RequestListener = ({ socket }) => socket.destroy();
  expect(await answered(broken)).toMatchObject({
    ...{ failure: "network", errorCode: "UND_ERR_SOCKET", requests: 1 },
  });
});
