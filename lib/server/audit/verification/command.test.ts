import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";

import { type Database, openDatabase } from "#lib/server/db/client.ts";
import { emptyDatabase } from "#testing/databases/test-database.ts";
import { record } from "../record.ts";

/** `npm run audit` as an operator runs it. */

const entry = { event: "session.refused", success: false, by: null } as const;
const folder = mkdtempSync(path.join(tmpdir(), "anyqta-audit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let db: Database;
let url = "";
beforeEach(async () => {
  url = (await emptyDatabase()).ownerUrl;
  const opened = await openDatabase({ url });
  db = opened.db;
  for (let row = 0; row < 3; row += 1) await record(db, entry);
  return () => opened.close();
});

function audit(...given: string[]): Promise<{ code: number; text: string }> {
  const command = ["--conditions=react-server", "lib/commands/audit.ts", ...given];
  const env = { ...process.env, DATABASE_URL: url };
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env, timeout: 120_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, text: `${stdout}${stderr}` });
    });
  });
}

test("verify prints the installation and the end, and records itself (P-39)", async () => {
  const { code, text } = await audit("verify");
  expect(text).toMatch(/The chain begins at row 1, installation [0-9a-f-]{36}\n/);
  expect(text).toMatch(/The chain ends at 4:[0-9a-f]{64}\nNo tampering found\./);
  expect(code).toBe(0);
  const last = await db.execute(sql`select event from audit where id = 5`);
  expect(last).toMatchObject({ rows: [{ event: "audit.verified" }] });
});

test("verify prints FAIL and ends with 1 where the hashes were taken off, and begin says what it would do", async () => {
  await db.execute(
    sql.raw(`alter table audit disable trigger all; alter table audit drop constraint audit_complete;
      update audit set hash = null; update audit_head set key_id = '', hash = ''`),
  );
  const verified = await audit("verify");
  expect(verified.text).toContain("FAIL  row 1: not sealed");
  expect(verified.text).toContain("not in the audit itself");
  expect(verified.code).toBe(1);
  const begun = await audit("begin");
  expect(begun.text).toContain("has a row that begins its chain");
  await db.execute(sql`delete from audit where event = 'audit.begun'`);
  const asked = await audit("begin");
  expect(asked.text).toContain("rows up to 4 have no chain. Nothing proves");
  expect(asked.code).toBe(1);
  expect((await audit("begin", "--after", "4")).text).toContain("--legacy-up-to 4");
  expect((await audit("verify", "--legacy-up-to", "4")).code).toBe(1);
});

test("verify takes the heads out of a log by itself", async () => {
  const log = path.join(folder, "anyqta.log");
  const head = `${JSON.stringify({ head: `9:${"a".repeat(64)}`, msg: "audit head" })}\n`;
  writeFileSync(log, head);
  const { code, text } = await audit("verify", "--heads", log);
  expect(text).toContain("1 heads and rows from outside the database compared.");
  expect(text).toContain("FAIL  row 9: removed: it was noted outside the database");
  expect(code).toBe(1);
  expect((await audit("verify", "--heads", path.join(folder, "none"))).code).toBe(1);
});
