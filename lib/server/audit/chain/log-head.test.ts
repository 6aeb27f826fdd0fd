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
  import { start } from "#lib/server/boot/start.ts";
  import { record } from "#lib/server/audit/record.ts";
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
  // A life is two rows, and one before it where the last one was not ended in order.
  expect(await notedHeads()).toEqual([expect.stringMatching(/^1:/), expect.stringMatching(/^2:/)]);
  expect(await notedHeads()).toEqual([expect.stringMatching(/^4:/), expect.stringMatching(/^5:/)]);
});
