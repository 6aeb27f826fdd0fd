import { createServer, type ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { askJson } from "./ask-json.ts";
import { LIMITS, type Limits } from "./limits.ts";

/** A call to the identity provider keeps to limits.ts; nothing of it is repeated. */

let url = "";
let asked = 0;
let answer: (response: ServerResponse) => void = () => {};
const server = createServer((_request, response) => {
  asked += 1;
  answer(response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  url = `http://127.0.0.1:${port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** How the call ended, and how often it was made. */
async function ask(limits: Partial<Limits> = {}) {
  asked = 0;
  const said = await askJson({ url }, { ...LIMITS, ...limits }).catch((error: unknown) => error);
  return { said, asked };
}

const refused = (code: string) => ({ said: { reason: "provider_failed", code }, asked: 1 });

test("as many bytes as the limit are read, one more is refused (A-68)", async () => {
  const textOf = (bytes: number) => JSON.stringify("x".repeat(bytes - 2));
  answer = (response) => response.end(textOf(LIMITS.answerBytes));
  expect((await ask()).said).toHaveLength(LIMITS.answerBytes - 2);
  answer = (response) => response.end(textOf(LIMITS.answerBytes + 1));
  expect(await ask()).toMatchObject(refused("too_large"));
});

test.each<[string, (response: ServerResponse) => void]>([
  ["silence", () => {}],
  ["headers alone", (response) => response.flushHeaders()],
  [
    "a body that drips for ever",
    (response) => {
      const timer = setInterval(() => response.write(" "), 5);
      response.once("close", () => clearInterval(timer));
    },
  ],
])("%s is ended at the limit (A-68)", async (_name, drip) => {
  answer = drip;
  expect(await ask({ answerMs: 100 })).toMatchObject(refused("too_slow"));
});

test("no failure is asked again (A-68)", async () => {
  answer = (response) => response.writeHead(503).end();
  expect(await ask()).toMatchObject(refused("503"));
  answer = (response) => response.destroy();
  expect(await ask()).toMatchObject({ said: { reason: "provider_failed" }, asked: 1 });
});
