import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { emptyDatabase } from "#testing/databases/test-database.ts";
import { MIGRATIONS, openDatabase } from "./client.ts";
import { bringUpToDate, migrateFor } from "./migrate.ts";
import { shippedSteps } from "./migration-steps.ts";
import { NotUpToDateError } from "./setup/setup-error.ts";

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

/** Brings the tables to where they were before the migration whose name ends so. */
async function migrateToBefore(migration: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-migrations-"));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = z
    .looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  const end = journal.entries.findIndex(({ tag }) => tag.endsWith(migration));
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  await migrateFor(owner, name, folder);
  rmSync(folder, { recursive: true });
}

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
    "insert into audit (id, at, event, success, detail) values (1, now(), 'x', true, '{}')",
    "update audit_head set id = 9",
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
  const newest = shippedSteps(MIGRATIONS).at(-1)?.name ?? "";
  await migrateToBefore(newest);
  await expect(openDatabase({ url: user.href })).rejects.toBeInstanceOf(NotUpToDateError);
  await migrateFor(owner, name, MIGRATIONS);
  const { close } = await openDatabase({ url: user.href });
  await close();
});

test("all rights on a database make no tables in it, and what is missing is said", async () => {
  await owner.query(`grant all privileges on database ${name} to ${name}`);
  await expect(openDatabase({ url: user.href })).rejects.toThrow(
    `grant create on schema public to "${name}"`,
  );
  await owner.query(`grant create on schema public to ${name}`);
  const { close } = await openDatabase({ url: user.href });
  await close();
});

test("observations of before are numbered in the order of their times", async () => {
  await migrateToBefore("_observation_order");
  await owner.query(`
    insert into people (id, email, role, created_at)
      values ('00000000-0000-4000-8000-000000000000', 'a@example.kz', 'clerk', now());
    insert into observations (id, environment, terminal, service, invoice_id, asked_by, checked_at,
        bank_milliseconds, kind, class, answer)
      select gen_random_uuid(), 'practice', 'main', 'payment', '1', '00000000-0000-4000-8000-000000000000',
        now() - number * interval '1 minute', 1, 'found', 'final', jsonb_build_object('text', repeat('x', 900))
      from generate_series(1, 2000) as number`);
  await migrateFor(owner, name, MIGRATIONS);
  const { rows } = await owner.query(
    `select count(*)::int as rows, max(number)::int as last, bool_and(place = number) as in_order
     from (select number, row_number() over (order by checked_at) as place from observations) as placed`,
  );
  expect(rows).toEqual([{ rows: 2000, last: 2000, in_order: true }]);
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

/** Short, as the tests wait for it. */
const PATIENCE = { turnMs: 300, lockMs: 100, pauseMs: 50, tries: 3 };

test("a step that others keep from its table gives up in words, and is done when they are gone", async () => {
  await migrateFor(owner, name, MIGRATIONS);
  const folder = withOneMoreStep("alter table payments add column later int");
  const reader = new pg.Client({ connectionString: user.href });
  await reader.connect();
  await reader.query("begin; select count(*) from payments");
  const held = bringUpToDate(owner, folder, PATIENCE);
  await expect(held).rejects.toThrow(/another session holds them/);
  await expect(held).rejects.toBeInstanceOf(NotUpToDateError);
  const waiting = bringUpToDate(owner, folder, { ...PATIENCE, tries: 1_000 });
  // Between two tries nobody waits behind the step.
  await reader.query("select pg_sleep(0.3); select count(*) from payments; rollback");
  await waiting;
  expect((await owner.query("select later from payments")).rows).toEqual([]);
  await reader.end();
});

test("another process that migrates is waited for so long, and named", async () => {
  const other = new pg.Client({ connectionString: user.href });
  await other.connect();
  const { rows } = await other.query("select pg_advisory_lock(7264691), pg_backend_pid() as pid");
  const said: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const waiting = bringUpToDate(owner, MIGRATIONS, PATIENCE);
  await expect(waiting).rejects.toThrow(`process ${rows[0].pid}`);
  expect(said).toEqual([expect.stringMatching(`^Waiting .* process ${rows[0].pid}`)]);
  await other.end();
  await bringUpToDate(owner, MIGRATIONS, { ...PATIENCE, turnMs: 60_000 });
});

test("of what a migration locks and sets nothing stays in the session, as poolers keep it", async () => {
  const settings = "select current_setting('statement_timeout'), current_setting('lock_timeout')";
  const before = await owner.query(settings);
  await bringUpToDate(owner, MIGRATIONS);
  expect((await owner.query(settings)).rows).toEqual(before.rows);
  const locks = "select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()";
  expect((await owner.query(locks)).rows).toEqual([]);
});

/** The folder of the migrations with this statement as another step. */
function withOneMoreStep(statement: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = z
    .looseObject({ entries: z.array(z.looseObject({ idx: z.number(), when: z.number() })) })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  const last = journal.entries.at(-1);
  const step = { ...last, idx: (last?.idx ?? 0) + 1, when: (last?.when ?? 0) + 1, tag: "later" };
  writeFileSync(file, JSON.stringify({ ...journal, entries: [...journal.entries, step] }));
  writeFileSync(path.join(folder, "later.sql"), statement);
  return folder;
}
