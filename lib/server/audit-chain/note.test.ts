import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "anyqta-note-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A server's life: it starts, writes one row, and is told to stop. */
const LIFE = `
  import { start } from "#lib/server/start.ts";
  import { record } from "#lib/server/audit.ts";
  import { database } from "#lib/server/db/client.ts";
  process.on("SIGTERM", () => process.exit(0));
  await start();
  const { db } = await database();
  await record(db, { event: "session.refused", success: false, by: null });
  process.kill(process.pid, "SIGTERM");
  setInterval(() => {}, 1_000);
`;

async function notedHeads(): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--input-type=module", "--eval", LIFE],
    { env: { ...process.env, DATA_DIR: folder, LOG_LEVEL: "info" }, timeout: 60_000 },
  );
  return [...stdout.matchAll(/"head":"(\d+:[0-9a-f]{64})"/g)].map(([, head]) => head ?? "");
}

test("the end of the chain is logged at the start and at the stop", {
  timeout: 120_000,
}, async () => {
  const [first, ...others] = await notedHeads();
  expect(first).toMatch(/^1:/);
  expect(others).toEqual([]);
  expect((await notedHeads()).toSorted()).toEqual([first, expect.stringMatching(/^2:/)]);
});
