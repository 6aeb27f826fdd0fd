import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { guard } from "./server-guard.ts";

/** A guarded server: what reached it, the answers that it owes, and its ends of the connections. */
async function guarded({ answers = true, trustedProxies = 0 } = {}) {
  const reached: string[] = [];
  const owed: ServerResponse[] = [];
  const sockets: Socket[] = [];
  const server = createServer((request, response) => {
    reached.push(request.url ?? "");
    if (answers) response.end("yes");
    else owed.push(response);
  });
  guard(server, { isSecure: false, trustedProxies, personOf: () => null });
  server.on("connection", (socket) => sockets.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, reached, owed, sockets };
}

/** A client that sends this text; what it was answered. */
function clientOf(port: number, text: string) {
  const socket = connect(port, "127.0.0.1");
  const answer = { text: "", isOver: false };
  socket.on("data", (piece) => {
    answer.text += String(piece);
  });
  socket
    .on("error", () => {})
    .on("close", () => {
      answer.isOver = true;
    });
  socket.write(text);
  onTestFinished(() => void socket.destroy());
  return { socket, answer };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
const UNFINISHED = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  return () => vi.useRealTimers();
});

test("headers that do not come end a connection after ten seconds (A-82)", async () => {
  const { port, sockets } = await guarded();
  const { answer } = clientOf(port, UNFINISHED);
  await expect.poll(() => sockets[0]?.bytesRead).toBe(UNFINISHED.length);
  vi.advanceTimersByTime(9_500);
  expect(answer).toEqual({ text: "", isOver: false });
  vi.advanceTimersByTime(1_000);
  await expect.poll(() => answer.isOver).toBe(true);
  expect(answer.text).toContain("HTTP/1.1 408 Request Timeout");
});

test("so do those of a later request, from its first byte (A-82)", async () => {
  const { port, sockets } = await guarded();
  const { socket, answer } = clientOf(port, get("/first"));
  await expect.poll(() => answer.text).toContain("yes");
  vi.advanceTimersByTime(60_000);
  expect(answer.isOver).toBe(false);
  socket.write(UNFINISHED);
  await expect.poll(() => sockets[0]?.bytesRead).toBe(get("/first").length + UNFINISHED.length);
  vi.advanceTimersByTime(10_000);
  expect(answer.isOver).toBe(false);
  vi.advanceTimersByTime(1_000);
  await expect.poll(() => answer.isOver).toBe(true);
  expect(answer.text).toContain("408");
});

test("a body that does not come ends a connection after thirty seconds (A-82)", async () => {
  const { port, owed } = await guarded({ answers: false });
  const head = "POST /api/find HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\na=";
  const { answer } = clientOf(port, head);
  await expect.poll(() => owed.length).toBe(1);
  vi.advanceTimersByTime(29_500);
  expect(answer.isOver).toBe(false);
  vi.advanceTimersByTime(1_000);
  await expect.poll(() => answer.isOver).toBe(true);
  expect(answer.text).toContain("408");
});

test("an answer that waits for the bank for a minute is not too slow", async () => {
  const { port, owed } = await guarded({ answers: false });
  const { answer } = clientOf(port, get("/slow"));
  await expect.poll(() => owed.length).toBe(1);
  vi.advanceTimersByTime(60_000);
  owed[0]?.end("at last");
  await expect.poll(() => answer.text).toContain("at last");
});

test("who reads nothing of a long answer for thirty seconds loses the connection (A-82)", async () => {
  const { port, owed, sockets } = await guarded({ answers: false });
  const { socket } = clientOf(port, get("/long"));
  socket.pause();
  await expect.poll(() => owed.length).toBe(1);
  // More than the system keeps for both ends.
  owed[0]?.write(Buffer.alloc(30_000_000));
  await expect.poll(() => sockets[0]?.writableLength).toBeGreaterThan(0);
  vi.advanceTimersByTime(29_500);
  expect(sockets[0]?.destroyed).toBe(false);
  vi.advanceTimersByTime(1_500);
  expect(sockets[0]?.destroyed).toBe(true);
});

test("a request sent before the last answer is not handled, and the connection ends with that (A-82)", async () => {
  const { port, reached, owed } = await guarded({ answers: false });
  const { answer } = clientOf(port, get("/first") + get("/next"));
  await expect.poll(() => owed.length).toBe(1);
  expect(answer.isOver).toBe(false);
  owed[0]?.end("yes");
  await expect.poll(() => answer.isOver).toBe(true);
  expect(answer.text).toMatch(/connection: close.*yes/is);
  expect(reached).toEqual(["/first"]);
});

test("requests one after another on a connection are all answered", async () => {
  const { port, reached } = await guarded();
  const { socket, answer } = clientOf(port, get("/0"));
  for (let next = 1; next <= 20; next += 1) {
    await expect.poll(() => answer.text.split("yes").length).toBe(next + 1);
    socket.write(get(`/${next}`));
  }
  await expect.poll(() => reached.length).toBe(21);
});

test("very many end the connection at once (A-82)", async () => {
  const { port, reached } = await guarded({ answers: false });
  const { answer } = clientOf(port, get("/next").repeat(20_000));
  await expect.poll(() => answer.isOver).toBe(true);
  expect(reached.length).toBeLessThanOrEqual(1);
  // New connections of the address are read after a second.
  const begun = Date.now();
  clientOf(port, get("/later"));
  await expect.poll(() => [...reached], { timeout: 3_000 }).toContain("/later");
  expect(Date.now() - begun).toBeGreaterThan(900);
});

test("CONNECT opens no tunnel", async () => {
  const { port, reached } = await guarded();
  const socket = connect(port, "127.0.0.1");
  socket.end("CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n");
  expect([await text(socket), reached]).toEqual(["", []]);
});
