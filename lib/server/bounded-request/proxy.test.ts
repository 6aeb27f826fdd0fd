import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { selfSigned } from "#testing/bank/self-signed.ts";
import { type ClientOptions, createBoundedClient } from "./client.ts";

const BOUNDS = {
  ...{ connectMs: 500, headersMs: 5_000, bodyIdleMs: 5_000 },
  ...{ maxBodyBytes: 1_000, maxHeaderBytes: 4_096, connections: 4 },
};

let proxy: Server;
/** What the proxy was asked for, with the credentials that came along. */
let tunnels: { to: string; as: string }[];
let status: number;
const bank = createTlsServer(selfSigned());

beforeEach(async () => {
  tunnels = [];
  status = 200;
  if (!bank.listening) await once(bank.listen(0, "127.0.0.1"), "listening");
  proxy = createServer().on("connect", (request, socket) => {
    tunnels.push({ to: request.url ?? "", as: request.headers["proxy-authorization"] ?? "" });
    if (status === 0) return;
    socket.write(`HTTP/1.1 ${status} said\r\n\r\n`);
    const behind = connect((bank.address() as AddressInfo).port, "127.0.0.1");
    socket.pipe(behind).pipe(socket);
    for (const end of [socket, behind]) end.on("error", () => end.destroy());
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
});
afterEach(() => {
  proxy.closeAllConnections();
  proxy.close();
  bank.close();
});

async function asked(origin: string, { except = "", as = "", ...options }: Given = {}) {
  const { port } = proxy.address() as AddressInfo;
  const url = `http://${as}127.0.0.1:${port}`;
  const client = createBoundedClient(BOUNDS, { proxy: { url, except }, ...options });
  const request = { origin, path: "/", method: "GET" as const, headers: {} };
  const result = await client.boundedRequest(request, AbortSignal.timeout(4_000));
  void client.close();
  return result;
}
type Given = ClientOptions & { except?: string; as?: string };

describe("through a proxy", () => {
  test("the name goes to the proxy, and the certificate is checked in the tunnel", async () => {
    const result = await asked("https://bank.example.kz", { publicOnly: true });
    expect(tunnels).toEqual([{ to: "bank.example.kz:443", as: "" }]);
    expect(result).toMatchObject({
      ...{ failure: "certificate", errorCode: "DEPTH_ZERO_SELF_SIGNED_CERT" },
    });
  });

  test("with its user name and password", async () => {
    await asked("https://bank.example.kz", { as: "shop:pass@" });
    const [tunnel] = tunnels;
    expect(tunnel?.as).toBe(`Basic ${Buffer.from("shop:pass").toString("base64")}`);
  });

  test("a refusal of the proxy is told with its status", async () => {
    status = 407;
    expect(await asked("https://bank.example.kz")).toMatchObject({
      ...{ failure: "network", errorCode: "PROXY_407" },
    });
  });

  test("a proxy that does not answer ends the try", async () => {
    status = 0;
    expect(await asked("https://bank.example.kz")).toMatchObject({
      failure: expect.stringMatching(/timeout|network/),
    });
  });
});

test.each([
  ["a host that is excepted", "https://bank.example.invalid", ".example.invalid"],
  ["this machine, with or without an exception", "https://127.0.0.1:1", ""],
  ["this machine by name", "https://localhost:1", ""],
])("%s is asked without the proxy", async (_name, origin, except) => {
  expect(await asked(origin, { except })).not.toMatchObject({ failure: null });
  expect(tunnels).toEqual([]);
});
