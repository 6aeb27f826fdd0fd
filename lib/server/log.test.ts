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

test("lines are written in the order in which they were logged, also at the exit", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--input-type=module", "--eval", PROGRAM],
    { env: { ...process.env, LOG_LEVEL: "info", UV_THREADPOOL_SIZE: "1" } },
  );
  expect([...stdout.matchAll(/"msg":"(\w+)"/g)].map(([, text]) => text)).toEqual([
    "first",
    "second",
  ]);
});
