import "server-only";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { z } from "zod";

/**
 * Tables belong to the role that created them. The server may use another role, which reads and
 * writes rows but cannot alter tables, and so cannot drop the constraints of the audit either.
 */

/** A number of our own: the advisory lock that lets one process migrate at a time. */
const MIGRATION_LOCK = 7_264_691;

/** SQLSTATE of no such schema, no such table, and no right to look. */
const NOT_FOR_US: ReadonlySet<string> = new Set(["3F000", "42P01", "42501"]);

type Client = pg.Client | pg.PoolClient;

/** What has to be done about the database, in words for the person at the console. */
export class NotUpToDateError extends Error {
  override readonly name = "NotUpToDateError";
}

/**
 * Brings the tables up to date where this user may, else makes sure that they are.
 * @throws NotUpToDateError
 */
export async function bringUpToDate(client: Client, migrationsFolder: string): Promise<void> {
  if (await mayMigrate(client)) return await migrateAlone(client, migrationsFolder);
  const wanted = readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis ?? 0;
  if ((await lastMigration(client)) < wanted) {
    throw new NotUpToDateError(
      "DATABASE_URL: the tables are not up to date, and this user may not change them. Run `npm run migrate -- --for <this user>` with the address of their owner.",
    );
  }
}

/**
 * Brings the tables up to date and lets another user read and write their rows, those of later
 * tables too, but of the audit only add to them. To be called as their owner.
 * @throws NotUpToDateError when the user is not the owner, or when there is no such other one.
 */
export async function migrateFor(
  client: Client,
  role: string,
  migrationsFolder: string,
): Promise<void> {
  if (!(await mayMigrate(client))) {
    throw new NotUpToDateError(
      "DATABASE_URL: this user cannot create tables; use the owner of the tables.",
    );
  }
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
  if (rowCount === 0) {
    throw new NotUpToDateError(
      "--for: there is no such user; make one with: create role anyqta login password '...'",
    );
  }
  await migrateAlone(client, migrationsFolder);
  const user = pg.escapeIdentifier(role);
  await client.query(`
    grant usage on schema public, drizzle to ${user};
    grant select on drizzle.__drizzle_migrations to ${user};
    grant select, insert, update, delete on all tables in schema public to ${user};
    revoke update, delete on audit from ${user};
    revoke delete on audit_head from ${user};
    grant usage on all sequences in schema public to ${user};
    alter default privileges in schema public
      grant select, insert, update, delete on tables to ${user};
    alter default privileges in schema public grant usage on sequences to ${user};`);
}

async function migrateAlone(client: Client, migrationsFolder: string): Promise<void> {
  await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
  try {
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
  }
}

async function mayMigrate(client: Client): Promise<boolean> {
  const { rows } = await client.query(
    "select has_database_privilege(current_database(), 'create') as may",
  );
  return z
    .array(z.object({ may: z.boolean() }))
    .parse(rows)
    .some(({ may }) => may);
}

/** When the newest migration that was done was written, in milliseconds since 1970; 0 for none. */
async function lastMigration(client: Client): Promise<number> {
  try {
    const { rows } = await client.query(
      "select coalesce(max(created_at), 0) as at from drizzle.__drizzle_migrations",
    );
    return z.array(z.object({ at: z.coerce.number() })).parse(rows)[0]?.at ?? 0;
  } catch (error) {
    if (error instanceof pg.DatabaseError && NOT_FOR_US.has(error.code ?? "")) return 0;
    throw error;
  }
}
