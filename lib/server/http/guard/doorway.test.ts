import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createDoorway } from "./doorway.ts";

test("three hundred who come at once are all read before the first is served", async () => {
  const doorway = createDoorway({ longestMilliseconds: 10_000 });
  const happened: string[] = [];
  const server = createServer(async (_request, response) => {
    happened.push("read");
    doorway.note();
    await doorway.quiet();
    happened.push("served");
    // Work that would keep the loop from the door.
    for (const end = performance.now() + 1; performance.now() < end; );
    response.end();
  });
  server.on("connection", () => doorway.note());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const ended = Array.from({ length: 300 }, () => {
    const socket = connect(port ?? 0, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    return once(socket.resume(), "end");
  });
  await Promise.all(ended);
  expect(happened.indexOf("served")).toBe(300);
  expect(happened).toHaveLength(600);
});

test("one who comes alone goes in at once, and nobody waits longer than allowed", async () => {
  const doorway = createDoorway({ longestMilliseconds: 20 });
  await doorway.quiet();
  const begun = performance.now();
  let isOver = false;
  const crowd = () => {
    doorway.note();
    if (!isOver) setImmediate(crowd);
  };
  crowd();
  await doorway.quiet();
  isOver = true;
  expect(performance.now() - begun).toBeGreaterThanOrEqual(20);
});
