import "server-only";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { z } from "zod";
import { type RecordedStep, shippedSteps, whyFailed, whyForeign } from "./migration-steps.ts";

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
 * @throws NotUpToDateError when the tables are old and another user's, when a newer program made
 * them, or when a migration was edited or failed.
 */
export async function bringUpToDate(client: Client, migrationsFolder: string): Promise<void> {
  if (await mayMigrate(client)) return await migrateAlone(client, migrationsFolder);
  const shipped = shippedSteps(migrationsFolder);
  const recorded = await recordedSteps(client);
  refuseWhen(whyForeign(recorded, shipped));
  if (recorded.length < shipped.length) {
    throw new NotUpToDateError(
      "DATABASE_URL: the tables are not up to date, and this user may not change them. Run `npm run migrate -- --for <this user>` with the address of their owner.",
    );
  }
}

/**
 * Brings the tables up to date and lets another user read and write their rows, those of later
 * tables too, but of the audit only add to them. To be called as their owner.
 * @throws NotUpToDateError when the user is not the owner, when there is no such other one, or as
 * `bringUpToDate` does.
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
  const shipped = shippedSteps(migrationsFolder);
  try {
    refuseWhen(whyForeign(await recordedSteps(client), shipped));
    await migrate(drizzle(client), { migrationsFolder });
  } catch (error) {
    refuseWhen(whyFailed(error, shipped));
    throw error;
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

function refuseWhen(why: string | null): void {
  if (why !== null) throw new NotUpToDateError(why);
}

const recordedSchema = z.array(z.object({ hash: z.string(), at: z.coerce.number() }));

/** The migrations that the database has, in the order of their application; none without tables. */
async function recordedSteps(client: Client): Promise<RecordedStep[]> {
  try {
    const { rows } = await client.query(
      "select hash, created_at as at from drizzle.__drizzle_migrations order by created_at, id",
    );
    return recordedSchema.parse(rows);
  } catch (error) {
    if (error instanceof pg.DatabaseError && NOT_FOR_US.has(error.code ?? "")) return [];
    throw error;
  }
}
