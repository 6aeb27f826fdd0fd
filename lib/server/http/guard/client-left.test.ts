import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { RequestContext } from "#lib/server/runtime/request-store.ts";
import { requestContext } from "../request-context.ts";
import { guard } from "./server-guard.ts";

/** A guarded server with this handler; its port, and the contexts of its requests. */
async function guarded(handler: (response: ServerResponse) => void) {
  const contexts: RequestContext[] = [];
  const server = createServer((_request, response) => {
    contexts.push(requestContext());
    handler(response);
  });
  guard(server, { isSecure: false, trustedProxies: 0, personOf: () => null });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return { port: address.port, contexts };
}

test("F-72 a client that closes its connection before the answer has left", async () => {
  const { port, contexts } = await guarded(() => {});
  const client = connect(port, "127.0.0.1");
  client.write("GET /transactions/205218074 HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  await expect.poll(() => contexts).toHaveLength(1);
  const [context] = contexts;
  expect(context?.left.aborted).toBe(false);
  client.destroy();
  await expect.poll(() => context?.left.reason).toMatchObject({ code: "caller_left" });
});

test("a client that got its whole answer has not left", async () => {
  const { port, contexts } = await guarded((response) => response.end("yes"));
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  await new Promise(setImmediate);
  expect(contexts.map(({ left }) => left.aborted)).toEqual([false]);
});

test("there is no context outside of a guarded request", () => {
  expect(requestContext).toThrow(expect.objectContaining({ code: "unavailable" }));
});
