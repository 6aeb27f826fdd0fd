import { connect, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { type PracticeBank, type PracticeBankOptions, startPracticeBank } from "./server.ts";
import { ask, askToken, openRequest, read, tokenOf } from "./test-shop.ts";

vi.mock("node:timers/promises", { spy: true });

async function start(options: PracticeBankOptions = {}) {
  const bank = await startPracticeBank(options);
  onTestFinished(() => bank.stop());
  return bank;
}

/** The outcome of an attempt to connect. */
function dial(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve("connected");
    });
    socket.on("error", (error) => resolve("code" in error ? String(error.code) : error.name));
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on("error", () => undefined);
    socket.once("close", () => resolve());
    // Reads, because unread bytes would hide the end of the connection.
    socket.resume();
  });
}

test("only the loopback address answers", async () => {
  const bank = await start();
  expect(await dial("127.0.0.1", bank.port)).toBe("connected");
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4");
  // Linux routes all of 127.0.0.0/8 to the loopback, so there the second address would answer too.
  const second = process.platform === "linux" ? [{ address: "127.0.0.2" }] : [];
  for (const { address } of [...others, ...second]) {
    expect(await dial(address, bank.port), address).not.toBe("connected");
  }
});

test("the addresses belong together, and the port can be chosen", async () => {
  const first = await start();
  expect(first.tokenUrl).toBe(`http://127.0.0.1:${first.port}/oauth2/token`);
  expect(first.apiUrl).toBe(`http://127.0.0.1:${first.port}`);
  await first.stop();
  expect((await start({ port: first.port })).port).toBe(first.port);
});

test("a port in use rejects the start", async () => {
  const { port } = await start();
  await expect(startPracticeBank({ port })).rejects.toThrow("EADDRINUSE");
});

test("requests are counted by service", async () => {
  const bank = await start();
  const token = await tokenOf(bank);
  await ask(bank, "10000101", { token });
  await ask(bank, "10000102", { token: "bad" });
  await ask(bank, "10001003", { token, service: "p2p" });
  await fetch(`${bank.apiUrl}/elsewhere`);
  expect(bank.calls).toEqual({ token: 1, status: 2, p2p: 1, other: 1 });
});

test.each([
  ["GET", "/"],
  ["GET", "/oauth2/token"],
  ["POST", "/check-status/payment/transaction/10000101"],
  ["GET", "/check-status/payment/transaction/"],
  ["GET", "/check-status/payment/transaction/1/2"],
  ["GET", "/check-status/payment/transaction/%2e%2e%2f"],
  ["GET", "/check-status/payment/transaction/%"],
  ["GET", `/check-status/payment/transaction/${"1".repeat(65)}`],
  ["GET", "/check-status/card/transaction/10000101"],
  ["DELETE", "/check-status/p2p/transaction/10001003"],
])("%s %s is a 404 in HTML", async (method, path) => {
  const bank = await start();
  const headers = { authorization: `Bearer ${await tokenOf(bank)}` };
  const response = await fetch(`${bank.apiUrl}${path}`, { method, headers });
  expect(response.status).toBe(404);
  expect(response.headers.get("content-type")).toContain("text/html");
});

test("malformed HTTP does not stop the bank, and nothing is printed", async () => {
  const printed = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
  const bank = await start();
  const garbage = [
    "\u0000\u0001\u0002\r\n\r\n",
    "GET\r\n\r\n",
    "CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n",
    "POST /oauth2/token HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\nzz",
    `GET /${"x".repeat(100_000)} HTTP/1.1\r\n\r\n`,
    "POST /oauth2/token HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 99\r\n\r\na=1",
  ];
  for (const bytes of garbage) {
    const socket = connect(bank.port, "127.0.0.1", () => socket.end(bytes));
    await closed(socket);
  }
  expect(read(await ask(bank, "10000101")).resultCode).toBe("100");
  for (const spy of printed) expect(spy).not.toHaveBeenCalled();
});

test("a client may disconnect in the middle of an upload", async () => {
  const printed = vi.spyOn(console, "error");
  const bank = await start();
  const head =
    "POST /oauth2/token HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\ncontent-type: application/x-www-form-urlencoded\r\n\r\n";
  const socket = connect(bank.port, "127.0.0.1", () => socket.write(head));
  await expect.poll(() => bank.calls.token, { interval: 2 }).toBe(1);
  socket.resetAndDestroy();
  expect((await askToken(bank)).status).toBe(200);
  expect(printed).not.toHaveBeenCalled();
});

test("latency delays every answer by about what was asked", async () => {
  const bank = await start({ latencyMs: 60 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const paused = new Promise<number | undefined>((begun) => {
    vi.mocked(pause).mockImplementationOnce((milliseconds) => {
      begun(milliseconds);
      return promise;
    });
  });
  const happened: string[] = [];
  const answered = askToken(bank).then(() => happened.push("answered"));
  const milliseconds = await paused;
  expect(milliseconds).toBeGreaterThanOrEqual(45);
  expect(milliseconds).toBeLessThanOrEqual(75);
  happened.push("paused");
  resolve();
  await answered;
  expect(happened).toEqual(["paused", "answered"]);
});

async function openOnes(bank: PracticeBank) {
  const token = await tokenOf(bank);
  const idle = connect(bank.port, "127.0.0.1");
  const half = connect(bank.port, "127.0.0.1", () => half.write("GET / HTTP/1.1\r\n"));
  const hung = ask(bank, "10000901", { token });
  const headers = ask(bank, "10000902", { token });
  const { body } = await openRequest(bank, "10000903", { token });
  const { body: flood } = await openRequest(bank, "10000906", { token });
  await expect.poll(() => bank.calls.status, { interval: 2 }).toBe(4);
  return { sockets: [idle, half], answers: [hung, headers, body.text(), flood.dump()] };
}

test("stopping waits for no open connection", async () => {
  const bank = await startPracticeBank();
  const { sockets, answers } = await openOnes(bank);
  const settled = Promise.allSettled(answers);
  const ends = Promise.all(sockets.map(closed));
  await bank.stop();
  await ends;
  const results = await settled;
  expect(results.slice(0, 3).map(({ status }) => status)).toEqual(Array(3).fill("rejected"));
  expect(await dial("127.0.0.1", bank.port)).toBe("ECONNREFUSED");
  await bank.stop();
});
