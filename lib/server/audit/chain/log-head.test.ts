import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { emptyDatabase } from "#testing/databases/test-database.ts";

/** One run of a server: it starts, writes one row, and receives SIGTERM. */
const RUN = `
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

async function loggedHeads(url: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--input-type=module", "--eval", RUN],
    { env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: "info" }, timeout: 60_000 },
  );
  return [...stdout.matchAll(/"head":"(\d+:[0-9a-f]{64})"/g)].map(([, head]) => head ?? "");
}

test("the head of the chain is logged at the start and at the stop", {
  timeout: 120_000,
}, async () => {
  const { ownerUrl } = await emptyDatabase();
  // A run writes two rows, after the one that begins the chain; that the one before recorded no stop is
  // told some seconds later.
  expect(await loggedHeads(ownerUrl)).toEqual([
    expect.stringMatching(/^2:/),
    expect.stringMatching(/^3:/),
  ]);
  expect(await loggedHeads(ownerUrl)).toEqual([
    expect.stringMatching(/^4:/),
    expect.stringMatching(/^5:/),
  ]);
});
