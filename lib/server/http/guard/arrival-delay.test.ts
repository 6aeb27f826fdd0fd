import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { createArrivalDelay } from "./arrival-delay.ts";

test("three hundred parallel requests are all read before the first is handled", async () => {
  const delay = createArrivalDelay({ longestMilliseconds: 10_000 });
  const happened: string[] = [];
  const server = createServer(async (_request, response) => {
    happened.push("read");
    delay.recordArrival();
    await delay.settled();
    happened.push("handled");
    // Work that blocks the event loop, so that it accepts no connections.
    for (const end = performance.now() + 1; performance.now() < end; );
    response.end();
  });
  server.on("connection", () => delay.recordArrival());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const ended = Array.from({ length: 300 }, () => {
    const socket = connect(port ?? 0, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n");
    return once(socket.resume(), "end");
  });
  await Promise.all(ended);
  expect(happened.indexOf("handled")).toBe(300);
  expect(happened).toHaveLength(600);
});

test("a single request is hardly delayed, and none longer than the limit", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const delay = createArrivalDelay({ longestMilliseconds: 20 });
  const begun = performance.now();
  // The clock stands still, so that only the turns count.
  await delay.settled();
  let isOver = false;
  const arrive = () => {
    delay.recordArrival();
    if (isOver) return;
    setImmediate(arrive);
    vi.advanceTimersByTime(1);
  };
  arrive();
  await delay.settled();
  isOver = true;
  expect(performance.now() - begun).toBe(21);
});
