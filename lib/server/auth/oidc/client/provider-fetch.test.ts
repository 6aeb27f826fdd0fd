import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { sampleSso } from "#testing/oidc.ts";
import { LIMITS } from "./limits.ts";
import { isPinned, providerFetch } from "./provider-fetch.ts";

/** Requests to the identity provider obey limits.ts and are never retried. */

let url = "";
let requests = 0;
let answer: (response: ServerResponse) => void = () => {};
const server = createServer((_request, response) => {
  requests += 1;
  answer(response);
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  url = `http://127.0.0.1:${port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The result of a request, and how many requests the provider received. */
async function fetched({
  address = url,
  answerMs = LIMITS.answerMs as number,
  method = "GET",
  hosts = [new URL(url).host],
} = {}) {
  requests = 0;
  const options = { method, headers: {}, body: undefined, redirect: "manual" } as const;
  const fetched = providerFetch(sampleSso({ hosts }), { answerMs })(address, options);
  const result = await fetched.then(
    (response) => response.json(),
    (error: unknown) => error,
  );
  return { result, requests };
}

const refused = (code: string) => ({ result: { reason: "provider_failed", code }, requests: 1 });

test("reads an answer of the maximum size and refuses one byte more (A-68)", async () => {
  const textOf = (bytes: number) => JSON.stringify("x".repeat(bytes - 2));
  answer = (response) => response.end(textOf(LIMITS.answerBytes));
  expect((await fetched()).result).toHaveLength(LIMITS.answerBytes - 2);
  answer = (response) => response.end(textOf(LIMITS.answerBytes + 1));
  expect(await fetched()).toMatchObject(refused("too_large"));
});

test.each<[string, (response: ServerResponse) => void]>([
  ["silence", () => {}],
  ["headers alone", (response) => response.flushHeaders()],
  [
    "an endless body of single bytes",
    (response) => {
      const timer = setInterval(() => response.write(" "), 5);
      response.once("close", () => clearInterval(timer));
    },
  ],
])("%s is stopped at the limit (A-68)", async (_name, drip) => {
  answer = drip;
  expect(await fetched({ answerMs: 100 })).toMatchObject({
    result: { reason: "provider_failed", code: "too_slow" },
  });
});

test("failures are not retried (A-68)", async () => {
  answer = (response) => response.writeHead(503).end();
  expect(await fetched()).toMatchObject(refused("503"));
  answer = (response) => response.destroy();
  expect(await fetched()).toMatchObject(refused("UND_ERR_SOCKET"));
});

test.each([
  ["another port", () => ({ hosts: ["127.0.0.1"] })],
  ["another host", () => ({ address: url.replace("127.0.0.1", "localhost") })],
  ["credentials in the address", () => ({ address: url.replace("//", "//user:password@") })],
])("sends no request to %s", async (_name, changes) => {
  answer = (response) => response.end("{}");
  expect(await fetched(changes())).toMatchObject({
    ...{ result: { reason: "discovery", code: "host" }, requests: 0 },
  });
});

test("plain http is allowed to this machine only, also for a host of the settings", () => {
  const sso = sampleSso({ hosts: ["id.example.kz", "127.0.0.2", "10.0.0.1"] });
  expect(isPinned("https://id.example.kz/token", sso)).toBe(true);
  expect(isPinned("https://10.0.0.1/token", sso)).toBe(true);
  expect(isPinned("http://127.0.0.2/token", sso)).toBe(true);
  expect(isPinned("http://id.example.kz/token", sso)).toBe(false);
  expect(isPinned("http://10.0.0.1/token", sso)).toBe(false);
});

test("the refusal of a token answer without an ID token says so", async () => {
  answer = (response) => response.end('{"access_token":"canary"}');
  const { result } = await fetched({ method: "POST" });
  expect(result).toMatchObject({ reason: "token_answer", code: null });
});
