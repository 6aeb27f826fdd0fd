import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { asc, sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { DEMO } from "#lib/account/demo.ts";
import { settings } from "#lib/server/config/settings.ts";
import { type Database, openDatabase } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { addDemoPeople } from "#lib/server/people/accounts.ts";
import { emptyDatabase, forgetAuditHead } from "#testing/databases/test-database.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { chainHash, chainKey, rowText } from "../chain/row-hash.ts";
import { tryWrite } from "../chain/writable.ts";
import { record } from "../record.ts";
import { verifyAudit } from "./verify.ts";

/**
 * Somebody owns the tables and has no key (P-39). What they do is seen by the server that runs, by the one
 * that starts afterwards, or by the verification; what only the log and the shipped copy show is said so.
 */

const secrets = [settings().keys.audit];
const entry = { event: "session.refused", success: false, by: null } as const;
const folder = mkdtempSync(path.join(tmpdir(), "anyqta-forgery-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let db: Database;
/** The log and the shipped copy as they were before the forgery. */
let outside: string[];
beforeEach(async () => {
  const opened = await openDatabase({ url: (await emptyDatabase()).ownerUrl });
  db = opened.db;
  for (const resource of ["a", "b", "c", "d"]) await record(db, { ...entry, resource });
  const names = ["one@example.kz", "two@example.kz"];
  const row = { role: "clerk", createdAt: new Date() } as const;
  await db.insert(people).values(names.map((email) => ({ email, ...row })));
  outside = await notedOutside();
  return () => opened.close();
});

async function notedOutside(): Promise<string[]> {
  const rows = await db.select().from(audit).orderBy(asc(audit.id));
  const shipped = path.join(folder, "audit.jsonl");
  writeFileSync(shipped, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const last = rows.at(-1);
  const log = path.join(folder, "anyqta.log");
  const line = JSON.stringify({ level: 30, head: `${last?.id}:${last?.hash}`, msg: "audit head" });
  const wrapped = [{ log: `${line}\n`, stream: "stdout" }, { MESSAGE: line }];
  const others = wrapped.map((one) => `${JSON.stringify(one)}\n`).join("");
  writeFileSync(log, `Started Anyqta.\nNov 29 vm anyqta[1]: ${line}\n${others}{"broken\n`);
  return [log, shipped];
}

/** What the owner of the tables may do: everything. */
async function asOwner(...statements: string[]): Promise<void> {
  const rules = [
    "alter table audit disable trigger all",
    "alter table audit_head disable trigger all",
    "alter table audit drop constraint if exists audit_complete",
  ];
  await db.transaction(async (tx) => {
    for (const statement of [...rules, ...statements]) await tx.execute(sql.raw(statement));
  });
}

/** The alarm that keeps a server from writing, in words; null when it writes. */
async function alarmOf(server: "running" | "next"): Promise<string | null> {
  if (server === "next") forgetAuditHead();
  const probe = await tryWrite(db, 5_000).catch((error: Error) => error.message);
  const written = await record(db, entry).catch((error: Error) => error.message);
  if (written === "unavailable") expectErrors("audit alarm");
  expect(written ?? null).toBe(probe === undefined ? null : "unavailable");
  return probe ?? null;
}

/** What the verification says of rows; of the rules, which all are off here, another test. */
async function faults(headFiles: string[] = []): Promise<string[]> {
  const verdict = await verifyAudit(db, { secrets, headFiles });
  return verdict.faults.flatMap(({ row, what }) => (row === null ? [] : [what]));
}

test("untouched, everything is found as it was noted", async () => {
  const verdict = await verifyAudit(db, { secrets, headFiles: outside });
  expect(verdict).toMatchObject({
    faults: [],
    noted: 8,
    genesis: { row: 1, installation: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
  expect(await alarmOf("running")).toBeNull();
  expect(await alarmOf("next")).toBeNull();
});

test("the demo's people, who come without a row, are no sign of an emptied audit", async () => {
  const { db: fresh, close } = await openDatabase({ url: (await emptyDatabase()).ownerUrl });
  onTestFinished(close);
  await addDemoPeople(fresh, DEMO);
  await record(fresh, entry);
  expect((await verifyAudit(fresh, { secrets })).faults).toEqual([]);
});

const STRIPPED = [
  "update audit set hash = null",
  "delete from audit where resource = 'b'",
  "update audit set id = id - 1, actor = 'innocent@example.kz' where id > 3",
  "update audit_head set key_id = '', hash = '', id = (select max(id) from audit)",
];

test("rows without hashes are sealed by no server, and do not verify", async () => {
  await asOwner(...STRIPPED);
  expect(await alarmOf("running")).toContain("was the end of the audit and is gone");
  expect(await alarmOf("next")).toContain("no chain over them");
  expect(await faults()).toContain("not sealed");
  expect(await db.$count(audit)).toBe(4);
});

test("a head that names the key over rows without hashes is believed by no server", async () => {
  await asOwner("update audit set hash = null", "update audit_head set hash = ''");
  expect(await alarmOf("next")).toContain("no chain over them");
  await asOwner("update audit_head set hash = 'x'");
  expect(await alarmOf("next")).toContain("no chain over them");
});

const WIPE = ["delete from audit", "update audit_head set key_id = '', hash = '', id = 0"];

test("an emptied audit stops the running server; the next one's chain shows that it is not the first", async () => {
  await asOwner(...WIPE);
  expect(await alarmOf("running")).toContain("is gone");
  expect(await alarmOf("next")).toBeNull();
  expect(await faults()).toContain(
    "the chain was begun in a database that had been in use: rows were removed",
  );
});

test("of an audit that was emptied together with the people, log and shipped copy tell", async () => {
  await asOwner(...WIPE, "delete from people");
  expect(await alarmOf("next")).toBeNull();
  expect(await faults()).toEqual([]);
  for (const file of outside) expect(await faults([file])).not.toEqual([]);
});

test("a truncated audit with its head left is continued by no server", async () => {
  await asOwner("truncate audit");
  expect(await alarmOf("running")).toContain("is gone");
  expect(await alarmOf("next")).toContain("the audit is empty, but its head names row 5");
  expect(await faults()).not.toEqual([]);
});

test("an end that was cut off stops the running server; log and shipped copy tell of it later", async () => {
  await asOwner(
    "delete from audit where id > 3",
    "update audit_head set id = 3, hash = (select hash from audit where id = 3)",
  );
  expect(await alarmOf("running")).toContain("row 5 was the end of the audit and is gone");
  expect(await alarmOf("next")).toBeNull();
  for (let more = 0; more < 5; more += 1) await record(db, entry);
  expect(await faults()).toEqual([]);
  for (const file of outside) {
    expect(await faults([file])).toContain("not the row that was noted outside the database");
  }
});

test("an end that is cut off behind the head is continued by no server", async () => {
  await asOwner("delete from audit where id = 5");
  expect(await alarmOf("next")).toContain("the audit ends at row 4, but its head names row 5");
});

test("a row that was taken out and its gap closed does not verify", async () => {
  await asOwner(
    "delete from audit where id = 3",
    "update audit set id = id - 1 where id > 3",
    "update audit_head set id = id - 1",
  );
  expect(await alarmOf("running")).toContain("is gone");
  expect(await faults()).toContain("altered, or made with a key that was not given");
});

test("rows that were sealed anew with another key stop the running server and do not verify", async () => {
  const forged = chainKey("a key of the forger, of thirty-two bytes");
  const rows = await db.select().from(audit).orderBy(asc(audit.id));
  let hash = "";
  const statements = rows.map(({ hash: _former, ...row }) => {
    const actor = row.id === 3 ? "innocent@example.kz" : row.actor;
    hash = chainHash(forged, hash, rowText({ ...row, actor }));
    return `update audit set hash = '${hash}', actor = ${actor ? `'${actor}'` : "null"} where id = ${row.id}`;
  });
  await asOwner(...statements, `update audit_head set hash = '${hash}'`);
  expect(await alarmOf("running")).toContain("rows were replaced");
  expect(await alarmOf("next")).toBeNull();
  expect(await faults()).toContain("altered, or made with a key that was not given");
});

test("a foreign row behind the end, which the owner alone can add, is told", async () => {
  await asOwner(
    `insert into audit (id, at, event, success, detail, hash)
      select 6, now(), 'session.refused', false, '{}', hash from audit where id = 5`,
  );
  for (const server of ["running", "next"] as const) {
    expect(await alarmOf(server)).toContain("row 6 stands behind the end");
  }
  expect(await faults()).not.toEqual([]);
});

test("an audit without its first rows does not verify", async () => {
  await asOwner("delete from audit where id < 3");
  expect(await faults()).toEqual([
    "missing before this row",
    "altered, or made with a key that was not given",
    "the chain does not begin: it has no first row of its own",
  ]);
});

test("rules of the table that are gone are faults", async () => {
  await asOwner();
  const { faults: found } = await verifyAudit(db, { secrets });
  expect(found.map(({ what }) => what)).toEqual(
    ["audit_complete", "audit_only_grows", "audit_head_stays"].map(
      (rule) => `the database's rule ${rule} is gone or switched off`,
    ),
  );
});

test("rows that the index does not lead to are faults: the files are damaged", async () => {
  const index = "where indexrelid = 'audit_pkey'::regclass";
  await db.transaction(async (tx) => {
    await tx.execute(sql.raw("set local allow_system_table_mods = on"));
    await tx.execute(sql.raw(`update pg_index set indisready = false ${index}`));
  });
  await asOwner("insert into audit select * from audit where id = 4");
  await db.transaction(async (tx) => {
    await tx.execute(sql.raw("set local allow_system_table_mods = on"));
    await tx.execute(sql.raw(`update pg_index set indisready = true ${index}`));
  });
  const { faults: found } = await verifyAudit(db, { secrets });
  expect(found.map(({ what }) => what)).toContain(
    "the table holds 6 rows and its index leads to 5: the files of the database are damaged",
  );
});

test("a file without a head or a row proves nothing, and says so", async () => {
  const file = path.join(folder, "other.log");
  writeFileSync(file, "nothing\n");
  const { faults: found } = await verifyAudit(db, { secrets, headFiles: [file] });
  expect(found).toEqual([{ row: null, what: `${file} holds no head and no row` }]);
});
