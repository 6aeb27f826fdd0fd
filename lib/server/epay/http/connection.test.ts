import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { answer, charge } from "#testing/bank/sample-answer.ts";
import {
  drip,
  hang,
  json,
  type Reply,
  raw,
  reset,
  ScriptedBank,
  token,
} from "#testing/bank/scripted-bank.ts";
import { selfSigned } from "#testing/bank/self-signed.ts";
import { LIMITS } from "../timeouts.ts";

let bank: ScriptedBank;
beforeEach(async () => {
  bank = await new ScriptedBank().open();
});
afterEach(() => {
  vi.unstubAllEnvs();
  return bank.close();
});

const GOOD = JSON.stringify({ ...answer(), transaction: charge() });
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const whole = `${HEAD}content-length: ${Buffer.byteLength(GOOD)}\r\n\r\n${GOOD}`;

/** Runs another server on this machine in place of the bank. */
async function serving<T>(server: Server, use: (port: number) => Promise<T>): Promise<T> {
  const sockets = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

const errorCodes = () =>
  bank.events.flatMap((event) => (event.type === "call" ? event.errorCode : []));

describe("no connection", () => {
  test("F-01 a name that does not exist", async () => {
    const said = await bank.ask({
      apiUrl: "https://no-such-host.invalid",
      limits: { connectMs: 100, attempts: 2 },
    });
    expect(said).toMatchObject({ kind: "unreachable", class: "no_answer" });
    expect(["network", "timeout"]).toContain(said.fault);
  });

  test("F-02 A-46 a name that resolves to this machine or a private network", async () => {
    await serving(createServer(), async (port) => {
      const apiUrl = `http://localhost:${port}`;
      expect(await bank.ask({ apiUrl, publicOnly: true })).toMatchObject({ fault: "network" });
    });
    expect(errorCodes()).toEqual([null, ...Array(3).fill("ADDRESS_NOT_PUBLIC")]);
    // Addresses without a name are allowed, and without `publicOnly` so are all names.
    expect(await bank.ask({ publicOnly: true })).toMatchObject({ kind: "not_found" });
    const apiUrl = `http://localhost:${new URL(bank.origin).port}/api`;
    expect(await bank.ask({ apiUrl })).toMatchObject({ kind: "not_found" });
  });

  test("F-03 a refused connection", async () => {
    const port = await serving(createServer(), async (free) => free);
    const said = await bank.ask({ apiUrl: `http://127.0.0.1:${port}` });
    expect(said).toMatchObject({ kind: "unreachable", fault: "network" });
    expect(errorCodes()).toEqual([null, ...Array(3).fill("ECONNREFUSED")]);
  });

  test("F-04 F-06 a stalled handshake ends at the connect timeout", async () => {
    const silent = createServer();
    await serving(silent, async (port) => {
      const said = await bank.ask({
        apiUrl: `https://127.0.0.1:${port}`,
        limits: { connectMs: 50, attempts: 2 },
      });
      expect(said).toMatchObject({ kind: "unreachable", fault: "timeout" });
    });
  });

  test("F-06 a TLS handshake that is closed or answered by another protocol", async () => {
    const rude = createServer((socket) =>
      socket.once("data", () => socket.end("HTTP/1.1 400\r\n\r\n")),
    );
    await serving(rude, async (port) => {
      const said = await bank.ask({ apiUrl: `https://127.0.0.1:${port}` });
      expect(said).toMatchObject({ kind: "unreachable", fault: "network" });
    });
  });

  test("F-06 an untrusted certificate: the secret is not sent, with any environment variables (A-66)", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    let bytes = 0;
    const impostor = createTlsServer(selfSigned(), (socket) => {
      socket.on("data", ({ length }) => {
        bytes += length;
      });
    });
    await serving(impostor, async (port) => {
      const said = await bank.ask({ tokenUrl: `https://127.0.0.1:${port}/oauth2/token` });
      expect(said).toMatchObject({ kind: "unreachable", fault: "certificate" });
    });
    expect([bytes, errorCodes()[0]]).toEqual([0, "DEPTH_ZERO_SELF_SIGNED_CERT"]);
  });

  test("F-80 only HTTP/1.1 is offered", async () => {
    let hello = "";
    const server = createServer((socket) =>
      socket.once("data", (bytes) => {
        hello = bytes.toString("latin1");
        socket.destroy();
      }),
    );
    await serving(server, (port) => bank.ask({ apiUrl: `https://127.0.0.1:${port}` }));
    expect(hello).toContain("\x08http/1.1");
    expect(hello).not.toContain("\x02h2");
  });
});

describe("a connection that breaks or stalls: unreachable, three attempts", () => {
  test.each<[string, Reply, string]>([
    ["F-07 reset before headers", reset, "network"],
    ["F-07 reset within headers", raw(HEAD, "reset"), "network"],
    ["F-07 reset in mid-body", raw(whole.slice(0, -40), "reset"), "network"],
    ["F-07 closed without a word", raw(""), "network"],
    ["F-23 closed in mid-body", raw(whole.slice(0, -40)), "network"],
    [
      "F-23 closed between chunks",
      raw(`${HEAD}transfer-encoding: chunked\r\n\r\n${chunk(GOOD)}`),
      "network",
    ],
    [
      "F-23 closed between chunks of a last answer",
      raw(`${HEAD}connection: close\r\ntransfer-encoding: chunked\r\n\r\n${chunk(GOOD)}`),
      "network",
    ],
    ["F-09 never a byte", hang, "timeout"],
    ["F-10 headers byte by byte", drip(whole, 5), "timeout"],
    ["F-10 headers that stop", raw(HEAD, "hold"), "timeout"],
    [
      "F-21 a flood of early hints",
      drip("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(500), 1),
      "timeout",
    ],
    ["F-11 a body that stops", raw(whole.slice(0, -1), "hold"), "timeout"],
    [
      "F-23 Content-Length too long",
      raw(whole.replace(/length: \d+/, "length: 99999"), "hold"),
      "timeout",
    ],
  ])("%s", async (_name, reply, fault) => {
    bank.onStatus(reply);
    const said = await bank.ask({ limits: { headersMs: 150, bodyIdleMs: 150 } });
    expect(said).toMatchObject({ kind: "unreachable", class: "no_answer", fault, payment: null });
    expect(bank.statusCalls).toHaveLength(3);
    await expect.poll(() => bank.sockets.size).toBeLessThanOrEqual(1);
  });

  test("F-11 an endless slow body ends at the deadline", async () => {
    bank.onStatus(async (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      while (!response.destroyed && response.write(" ")) await wait(2);
    });
    expect(await bank.ask({ limits: { totalMs: 300 } })).toMatchObject({ fault: "timeout" });
    await expect.poll(() => bank.sockets.size).toBe(1);
  });

  test("F-11 a slow body without long pauses is read", async () => {
    const half = GOOD.length / 2;
    bank.onStatus(async (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      for (let at = 0; at < 8; at++) {
        response.write(GOOD.slice((at * half) / 4, ((at + 1) * half) / 4));
        await wait(100);
      }
      response.end();
    });
    expect(await bank.ask({ limits: { bodyIdleMs: 600, attempts: 1 } })).toMatchObject({
      kind: "paid",
    });
  });

  test("F-18 a status of 500 counts also if its body never ends", async () => {
    bank.onStatus(raw("HTTP/1.1 500 No\r\ncontent-length: 5\r\n\r\n", "hold"));
    expect(await bank.ask({ limits: { bodyIdleMs: 30 } })).toMatchObject({ fault: "bank_failing" });
  });

  test.each([
    ["F-07 a reset", reset],
    ["F-09 silence", hang],
  ])("%s once: the retry on a new connection succeeds", async (_name, reply) => {
    bank.onStatus(reply, json(answer()));
    expect(await bank.ask({ limits: { headersMs: 250 } })).toMatchObject({
      kind: "partly_refunded",
    });
  });

  test("F-08 an idle connection that the bank closed is replaced without a fault", async () => {
    bank.onStatus(json(answer()));
    const client = bank.client();
    await client.status({ invoiceId: "205218074", terminalId: "t" });
    for (const socket of bank.sockets) socket.resetAndDestroy();
    expect(await client.status({ invoiceId: "205218074", terminalId: "t" })).toMatchObject({
      kind: "partly_refunded",
    });
  });
});

describe("anything but HTTP/1.1 is not the bank: unreadable, one attempt", () => {
  const headers = (count: number) => "x-filler: 0123456789abcdef\r\n".repeat(count);
  test.each<[string, Reply]>([
    ["F-22 headers over 16 kB", raw(whole.replace("\r\n\r\n", `\r\n${headers(700)}\r\n`), "hold")],
    ["F-22 two lengths", raw(whole.replace("\r\n\r\n", "\r\ncontent-length: 5\r\n\r\n"), "hold")],
    [
      "F-22 a length and chunks",
      raw(whole.replace("\r\n\r\n", "\r\ntransfer-encoding: chunked\r\n\r\n"), "hold"),
    ],
    ["F-22 a bad chunk", raw(`${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n${GOOD}`, "hold")],
    ["F-22 a bare line feed", raw(whole.replaceAll("\r\n", "\n"), "hold")],
    ["F-22 an answer in HTTP/0.9", raw(GOOD, "hold")],
    ["F-22 a mail server", raw("220 mail ESMTP\r\n", "hold")],
  ])("%s", async (_name, reply) => {
    bank.onStatus(reply);
    expect(await bank.ask()).toMatchObject({ kind: "unreadable", fault: "not_the_bank" });
    expect(bank.statusCalls).toHaveLength(1);
    await expect.poll(() => bank.sockets.size).toBeLessThanOrEqual(1);
  });
});

describe("F-27 the size is limited by timeouts.ts (A-68)", () => {
  const { maxBodyBytes } = LIMITS;
  const filled = (bytes: number) =>
    GOOD.replace("{", `{${" ".repeat(bytes - Buffer.byteLength(GOOD))}`);
  const chunked: (text: string) => Reply = (text) => (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write(text);
    response.end();
  };

  test("1 MiB is read", async () => {
    bank.onStatus(chunked(filled(maxBodyBytes)));
    expect(await bank.ask()).toMatchObject({ kind: "paid" });
  });

  test.each<[string, Reply]>([
    ["one byte more", chunked(filled(maxBodyBytes + 1))],
    ["a length of 1 GB", raw(`${HEAD}content-length: 1000000000\r\n\r\n`, "hold")],
    [
      "an endless body",
      (response) => {
        response.writeHead(200, { "content-type": "application/json" });
        const filler = Buffer.alloc(65_536, " ");
        const more = () => {
          while (!response.destroyed && response.write(filler));
        };
        response.on("drain", more);
        more();
      },
    ],
  ])("%s is stopped: unreadable, and its connection is destroyed", async (_name, reply) => {
    bank.onStatus(reply);
    const before = process.memoryUsage().rss;
    expect(await bank.ask()).toMatchObject({ kind: "unreadable", fault: "not_trusted" });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * maxBodyBytes);
    expect(bank.statusCalls).toHaveLength(2);
    await expect.poll(() => bank.sockets.size).toBeLessThanOrEqual(1);
  });

  test("a token answer of more than 1 MiB is stopped as well", async () => {
    bank.onToken(token({ access_token: "x".repeat(maxBodyBytes) }));
    expect(await bank.ask()).toMatchObject({ kind: "unreadable", fault: "not_trusted" });
  });
});

describe("F-14 redirects", () => {
  test.each([301, 302, 303, 307, 308])(
    "%i is not followed: the token is not sent elsewhere",
    async (status) => {
      const other = await new ScriptedBank().open();
      for (const location of [`${other.origin}/api`, "/api/loop", "//example.invalid/"]) {
        bank.onToken(token());
        bank.onStatus(json(answer(), { status, headers: { location } }));
        expect(await bank.ask()).toMatchObject({ kind: "unreadable", fault: "not_the_bank" });
        expect([bank.statusCalls.length, other.connections]).toEqual([1, 0]);
      }
      await other.close();
    },
  );
});
