import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type RequestTurn, requestStore } from "#lib/server/runtime/request-store.ts";
import { guard } from "./server-guard.ts";

/** Requests that are being handled, in the order in which they came to it. */
async function guarded() {
  const handled: { path: string; response: ServerResponse; turn: RequestTurn | undefined }[] = [];
  const server = createServer((request, response) => {
    const { turn } = requestStore().getStore() ?? {};
    handled.push({ path: request.url ?? "", response, turn });
  });
  guard(server, {
    isSecure: false,
    trustedProxies: 0,
    personOf: (cookies) => cookies || null,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    handled,
    paths: () => handled.map(({ path }) => path),
    async ask(cookie: string, ...paths: string[]) {
      for (const path of paths) {
        fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } }).catch(() => {});
      }
    },
    /** Answers the first of these. */
    end(path: string) {
      handled.find((one) => one.path === path && !one.response.writableEnded)?.response.end();
    },
  };
}

test("while others work, each has one page and two handlers; files and probes wait for nobody (A-80)", async () => {
  const { paths, ask, end, handled } = await guarded();
  await ask("anna", "/anna/1");
  await expect.poll(paths).toEqual(["/anna/1"]);
  await ask("boris", "/boris/1");
  await expect.poll(paths).toEqual(["/anna/1", "/boris/1"]);
  await ask("anna", "/anna/2", "/api/1", "/api/2", "/api/3");
  await expect.poll(() => paths().length).toBe(4);
  expect(paths()).not.toContain("/anna/2");
  await ask("anna", "/icon.svg", "/_next/static/x.js", "/api/health/ready");
  await expect.poll(() => paths().length).toBe(7);
  end("/anna/1");
  await expect.poll(paths).toContain("/anna/2");
  expect(paths().length).toBe(8);
  // Who waits for the bank leaves the turn to the next page, and has another one afterwards.
  await ask("anna", "/anna/3");
  handled.find(({ path }) => path === "/anna/2")?.turn?.end();
  await expect.poll(paths).toContain("/anna/3");
  const resumed = handled.find(({ path }) => path === "/anna/2")?.turn?.resume();
  end("/anna/3");
  await resumed;
});
