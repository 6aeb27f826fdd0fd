import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { emptyDatabase } from "#testing/databases/test-database.ts";
import { MIGRATIONS, openDatabase } from "./client.ts";
import { migrateFor, NotUpToDateError } from "./migrate.ts";

/** Two users of PostgreSQL: the tables' owner, and the one that the server runs as. */

let owner: pg.Client;
let user: URL;
let name: string;
beforeEach(async () => {
  const made = await emptyDatabase();
  name = made.name;
  user = new URL(made.userUrl);
  owner = new pg.Client({ connectionString: made.ownerUrl });
  await owner.connect();
});
afterEach(() => owner.end());

test("the server's user adds to the audit, and can change neither tables nor rules (A-69)", async () => {
  await migrateFor(owner, name, MIGRATIONS);
  const { close } = await openDatabase({ url: user.href });
  await close();
  const client = new pg.Client({ connectionString: user.href });
  await client.connect();
  for (const statement of [
    "create table mine (id int)",
    "create schema mine",
    "create function mine() returns int language sql return 1",
    "drop table audit",
    "truncate audit",
    "truncate sessions",
    "alter table audit disable trigger all",
    "alter table people add column mine int",
    "update audit set actor = 'x'",
    "delete from audit",
    "delete from audit_head",
    "delete from drizzle.__drizzle_migrations",
    "set session_replication_role = replica",
  ]) {
    await expect(client.query(statement), statement).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|3F000)$/),
    });
  }
  await client.end();
});

test("tables that come later are the server's to use as well", async () => {
  await migrateFor(owner, name, MIGRATIONS);
  await owner.query("create table later (id bigint generated always as identity, what text)");
  const client = new pg.Client({ connectionString: user.href });
  await client.connect();
  await client.query("insert into later (what) values ('row')");
  expect((await client.query("select what from later")).rows).toEqual([{ what: "row" }]);
  await client.end();
});

test("a database without tables, or with old ones, is said to need its owner", async () => {
  await expect(openDatabase({ url: user.href })).rejects.toThrow(/npm run migrate/);
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-migrations-"));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = z
    .looseObject({ entries: z.array(z.unknown()) })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, -1) }));
  await migrateFor(owner, name, folder);
  rmSync(folder, { recursive: true });
  await expect(openDatabase({ url: user.href })).rejects.toBeInstanceOf(NotUpToDateError);
  await migrateFor(owner, name, MIGRATIONS);
  const { close } = await openDatabase({ url: user.href });
  await close();
});

test("whoever is not the owner, or names nobody, is told", async () => {
  await expect(migrateFor(owner, "nobody-here", MIGRATIONS)).rejects.toThrow(/--for/);
  const client = new pg.Client({ connectionString: user.href });
  await client.connect();
  await expect(migrateFor(client, name, MIGRATIONS)).rejects.toThrow(/owner/);
  await client.end();
});

test("a user with a quote in the name is a name", async () => {
  const odd = `o"dd ${name}`;
  await owner.query(`create role ${pg.escapeIdentifier(odd)} login`);
  await migrateFor(owner, odd, MIGRATIONS);
  user.username = encodeURIComponent(odd);
  const { close } = await openDatabase({ url: user.href });
  await close();
});
