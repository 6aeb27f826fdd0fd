import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { settings } from "#lib/server/config/settings.ts";
import { type Database, openDatabase } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { emptyDatabase } from "#testing/databases/test-database.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { record } from "../record.ts";
import { verifyAudit } from "../verification/verify.ts";
import { appendAfter } from "./append.ts";
import { beforeGenesis, beginChain } from "./begin.ts";

/** An audit that earlier versions wrote: without a chain, or with one that has no first row of its own. */

const secrets = [settings().keys.audit];
const entry = { event: "session.refused", success: false, by: null } as const;

const folder = mkdtempSync(path.join(tmpdir(), "anyqta-old-"));
let db: Database;
let close: () => Promise<void>;
beforeEach(async () => {
  const url = (await emptyDatabase()).ownerUrl;
  const old = await openDatabase({ url }, { migrationsFolder: migrationsUpTo("0002_payments") });
  for (const resource of ["1", "2", "3"]) {
    await old.db.execute(sql`insert into audit (at, event, success, resource, detail)
      values (now(), 'session.refused', false, ${resource}, '{}')`);
  }
  await old.close();
  ({ db, close } = await openDatabase({ url }));
  return () => close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The migrations up to this one. */
function migrationsUpTo(last: string): string {
  const copy = path.join(folder, "migrations");
  cpSync("lib/server/db/migrations", copy, { recursive: true });
  const file = path.join(copy, "meta/_journal.json");
  const journal = z
    .looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  const entries = journal.entries.filter(({ tag }) => tag <= last);
  writeFileSync(file, JSON.stringify({ ...journal, entries }));
  return copy;
}

test("the server seals no rows that stand there: it writes nothing and says what to do (P-39)", async () => {
  await expect(record(db, entry)).rejects.toMatchObject({ code: "unavailable" });
  expect(expectErrors("audit alarm")[0]).toContain("npm run audit -- begin");
  expect(await db.$count(audit)).toBe(3);
});

test("a chain that is begun by the command covers the rows before it, and says where it begins", async () => {
  expect(await beforeGenesis(db)).toEqual({ lastRow: 3, isChained: false });
  await expect(beginChain(db, 2)).rejects.toThrow("ends at row 3");
  await beginChain(db, 3);
  await record(db, entry);
  expect(await beforeGenesis(db)).toBeNull();
  const verdict = await verifyAudit(db, { secrets, legacyUpTo: 3 });
  expect(verdict).toMatchObject({ faults: [], rows: 5, genesis: { row: 4 }, isUnderOurKey: true });
  const unsealed = [1, 2, 3].map((row) => ({ row, what: "not sealed" }));
  const { faults } = await verifyAudit(db, { secrets });
  expect(faults).toEqual([...unsealed, { row: 4, what: expect.stringContaining("behind") }]);
  expect((await verifyAudit(db, { secrets, legacyUpTo: 2 })).faults).toHaveLength(2);
  await db.execute(sql`alter table audit disable trigger all`);
  await db.execute(sql`alter table audit drop constraint audit_complete`);
  await db.update(audit).set({ resource: "9" }).where(eq(audit.id, 2));
  const found = (await verifyAudit(db, { secrets, legacyUpTo: 3 })).faults;
  expect(found.filter(({ row }) => row !== null)).toMatchObject([{ row: 4 }]);
});

test("a chain of an earlier version goes on, and verifies once it has a first row", async () => {
  const other = await openDatabase({ url: (await emptyDatabase()).ownerUrl });
  onTestFinished(() => other.close());
  const row = { at: new Date(), event: "session.refused", success: false, detail: {} };
  await other.db.transaction((tx) => appendAfter(tx, { id: 0, hash: "" }, [row]));
  await record(other.db, entry);
  expect(await beforeGenesis(other.db)).toEqual({ lastRow: 2, isChained: true });
  expect((await verifyAudit(other.db, { secrets })).faults).toEqual([
    { row: 2, what: expect.stringContaining("does not begin") },
  ]);
  await beginChain(other.db, 2);
  await record(other.db, entry);
  expect(await verifyAudit(other.db, { secrets, legacyUpTo: 2 })).toMatchObject({
    faults: [],
    rows: 4,
    genesis: { row: 3 },
  });
});
