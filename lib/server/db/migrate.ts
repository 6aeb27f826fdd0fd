import "server-only";
import pg from "pg";
import { z } from "zod";
import { type RecordedStep, shippedSteps, whyForeign } from "./migration-steps.ts";
import {
  applyMigrations,
  type Client,
  type Patience,
  recordedSteps,
} from "./setup/apply-migrations.ts";
import { DatabaseSetupError, NotUpToDateError } from "./setup/setup-error.ts";

/**
 * Tables belong to the role that created them. The server may use another role, which reads and
 * writes rows but cannot alter tables, and so cannot drop the constraints of the audit either.
 */

/** SQLSTATE of no such schema, no such table, and no right to look. */
const NOT_FOR_US: ReadonlySet<string> = new Set(["3F000", "42P01", "42501"]);

const PATIENCE: Patience = { turnMs: 60_000, lockMs: 1_000, pauseMs: 2_000, tries: 15 };

/** The oldest major version of PostgreSQL that has what the statements use. */
const OLDEST_SERVER = 15;

/**
 * Brings the tables up to date where this user may, else makes sure that they are.
 * @throws NotUpToDateError when the tables are old and another user's, when a newer program made
 * them, or when a migration was edited or failed.
 */
export async function bringUpToDate(
  client: Client,
  migrationsFolder: string,
  patience = PATIENCE,
): Promise<void> {
  const rights = await rightsOf(client);
  const shipped = shippedSteps(migrationsFolder);
  if (rights.mayMigrate) return await applyMigrations(client, shipped, patience);
  const recorded = await recordedIfAny(client);
  const why = whyForeign(recorded, shipped);
  if (why !== null) throw new NotUpToDateError(why);
  if (recorded.length < shipped.length) {
    const orOwn = recorded.length === 0 ? ` Or let this user make them: ${grantsFor(rights)}.` : "";
    throw new NotUpToDateError(
      `DATABASE_URL: the tables are not up to date, and this user may not change them. Run \`npm run migrate -- --for ${rights.user}\` with the address of their owner.${orOwn}`,
    );
  }
}

/**
 * Brings the tables up to date and lets another user read and write their rows, those of later
 * tables too, but of the audit only add to them, by functions. To be called as their owner.
 * @throws NotUpToDateError when the user is not the owner, when there is no such other one, or as
 * `bringUpToDate` does.
 */
export async function migrateFor(
  client: Client,
  role: string,
  migrationsFolder: string,
): Promise<void> {
  const rights = await rightsOf(client);
  if (!rights.mayMigrate) {
    throw new NotUpToDateError(
      `DATABASE_URL: the user ${rights.user} cannot create tables; use the owner of the tables, or allow it: ${grantsFor(rights)}.`,
    );
  }
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
  if (rowCount === 0) {
    throw new NotUpToDateError(
      "--for: there is no such user; make one with: create role anyqta login password '...'",
    );
  }
  await applyMigrations(client, shippedSteps(migrationsFolder), PATIENCE);
  const user = pg.escapeIdentifier(role);
  await client.query(`
    grant usage on schema public, drizzle to ${user};
    grant select on drizzle.__drizzle_migrations to ${user};
    grant select, insert, update, delete on all tables in schema public to ${user};
    revoke insert, update, delete on audit, audit_head from ${user};
    grant execute on all functions in schema public to ${user};
    grant usage on all sequences in schema public to ${user};
    alter default privileges in schema public
      grant select, insert, update, delete on tables to ${user};
    alter default privileges in schema public grant usage on sequences to ${user};`);
}

const rightsSchema = z.tuple([
  z.object({
    user: z.string(),
    database: z.string(),
    version: z.number(),
    mayMigrate: z.boolean(),
  }),
]);
type Rights = z.infer<typeof rightsSchema>[0];

/**
 * Whether this user may make tables. Since PostgreSQL 15 all rights on a database do not include that:
 * the schema public is its owner's.
 * @throws DatabaseSetupError when the server is too old.
 */
async function rightsOf(client: Client): Promise<Rights> {
  const { rows } = await client.query(
    `select current_user as user, current_database() as database,
      current_setting('server_version_num')::int / 10000 as version,
      has_database_privilege(current_database(), 'create') and exists (
        select from pg_namespace
        where nspname = 'public' and has_schema_privilege(oid, 'create')) as "mayMigrate"`,
  );
  const [rights] = rightsSchema.parse(rows);
  if (rights.version < OLDEST_SERVER) {
    throw new DatabaseSetupError(
      `DATABASE_URL: Anyqta needs PostgreSQL ${OLDEST_SERVER} or newer, and this server is ${rights.version}.`,
    );
  }
  return rights;
}

function grantsFor({ user, database }: Rights): string {
  const [role, name] = [user, database].map((one) => pg.escapeIdentifier(one));
  return `alter database ${name} owner to ${role}, or grant create on database ${name} to ${role} and, in that database, grant create on schema public to ${role}`;
}

/** The migrations that the database has; none where this user may not look, or where there are none. */
async function recordedIfAny(client: Client): Promise<RecordedStep[]> {
  try {
    return await recordedSteps(client);
  } catch (error) {
    if (error instanceof pg.DatabaseError && NOT_FOR_US.has(error.code ?? "")) return [];
    throw error;
  }
}
