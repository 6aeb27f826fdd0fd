import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** Blocks the only thread for asynchronous writes, logs a line, and another one at the exit. */
const PROGRAM = `
  import { pbkdf2 } from "node:crypto";
  import { log } from "#lib/server/log.ts";
  process.once("exit", () => log().info("second"));
  pbkdf2("", "", 2_000_000, 64, "sha512", () => {});
  log().info("first");
  process.exit();
`;

/** The lines that a program logs, on the standard output of a process of its own. */
async function linesOf(program: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--input-type=module", "--eval", program],
    { env: { ...process.env, LOG_LEVEL: "info", UV_THREADPOOL_SIZE: "1" } },
  );
  return stdout.trim().split("\n");
}

test("values of keys that name a secret are not written, however deep, and no line is lost", async () => {
  const lines = await linesOf(`
    import { log } from "#lib/server/log.ts";
    const secret = { token: "canary", cookie: ["canary"], authorization: { a: "canary" }, fine: 1 };
    const circle = { password: "canary" };
    circle.circle = circle;
    log().info({ cardID: "canary", ...secret, deep: { list: [[secret], "x"], at: new Date(0) } }, "deep");
    log().info({ circle, nothing: null, err: new Error("told") }, "circle");
    log().info("canary is what the text says");
  `);
  const [deep = "", circle = "", text = ""] = lines;
  expect([deep, circle].join()).not.toContain("canary");
  expect(JSON.parse(deep)).toMatchObject({
    cardID: "[removed]",
    fine: 1,
    deep: { list: [[{ token: "[removed]", fine: 1 }], "x"], at: "1970-01-01T00:00:00.000Z" },
    msg: "deep",
  });
  expect(JSON.parse(circle)).toMatchObject({ nothing: null, err: { message: "told" } });
  expect(text).toContain("canary is what the text says");
});

test("lines are written in the order in which they were logged, also at the exit", async () => {
  const lines = (await linesOf(PROGRAM)).join();
  expect([...lines.matchAll(/"msg":"(\w+)"/g)].map(([, text]) => text)).toEqual([
    "first",
    "second",
  ]);
});
