import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { DrizzleQueryError } from "drizzle-orm";
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

/** SQLSTATE of a lock that was not free within `lock_timeout`. */
const LOCK_NOT_AVAILABLE = "55P03";

const HELD =
  "DATABASE_URL: the tables could not be brought up to date, because another session holds them: a dump, or a transaction that was left open. Nothing was changed. Start again when it has ended; this shows it: select pid, state, xact_start, application_name from pg_stat_activity order by xact_start";

/** How long a migration waits for others, in milliseconds. */
interface Patience {
  /** For the process that migrates at the moment. */
  turnMs: number;
  /** For a table: less than look-ups wait for a lock, which queue behind the migration. */
  lockMs: number;
  pauseMs: number;
  tries: number;
}
const PATIENCE: Patience = { turnMs: 60_000, lockMs: 1_000, pauseMs: 2_000, tries: 15 };

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
export async function bringUpToDate(
  client: Client,
  migrationsFolder: string,
  patience = PATIENCE,
): Promise<void> {
  if (await mayMigrate(client)) return await migrateAlone(client, migrationsFolder, patience);
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
 * tables too, but of the audit only add to them, by functions. To be called as their owner.
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
  await migrateAlone(client, migrationsFolder, PATIENCE);
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

/**
 * Migrates while no other process does. A migration that changes a table waits for the sessions
 * that use it, and new sessions wait behind the migration, so it gives up soon and is tried again.
 */
async function migrateAlone(
  client: Client,
  migrationsFolder: string,
  patience: Patience,
): Promise<void> {
  await client.query(`set statement_timeout = 0; set lock_timeout = ${patience.lockMs}`);
  await takeTurn(client, patience);
  const shipped = shippedSteps(migrationsFolder);
  try {
    refuseWhen(whyForeign(await recordedSteps(client), shipped));
    for (let tries = 1; !(await isMigrated(client, migrationsFolder)); tries += 1) {
      if (tries === patience.tries) throw new NotUpToDateError(HELD);
      await sleep(patience.pauseMs);
    }
  } catch (error) {
    refuseWhen(whyFailed(error, shipped));
    throw error;
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
  }
}

/** Whether all steps are done; false when another session holds a table, and nothing was changed. */
async function isMigrated(client: Client, migrationsFolder: string): Promise<boolean> {
  try {
    await migrate(drizzle(client), { migrationsFolder });
    return true;
  } catch (error) {
    const { cause } = error instanceof DrizzleQueryError ? error : {};
    if (cause instanceof pg.DatabaseError && cause.code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}

/**
 * Takes the lock that lets one process migrate at a time.
 * @throws NotUpToDateError when another process holds it for too long.
 */
async function takeTurn(client: Client, { turnMs, pauseMs }: Patience): Promise<void> {
  const end = performance.now() + turnMs;
  for (let isFirst = true; !(await hasTurn(client)); isFirst = false) {
    const holder = await holderOfTurn(client);
    if (performance.now() >= end) {
      throw new NotUpToDateError(
        `DATABASE_URL: another process has been bringing the tables up to date for too long (PostgreSQL's process ${holder}). Start again when it has ended, or end it with: select pg_terminate_backend(${holder})`,
      );
    }
    if (isFirst) {
      process.stderr.write(
        `Waiting for another process that brings the tables up to date (PostgreSQL's process ${holder}).\n`,
      );
    }
    await sleep(Math.min(pauseMs, turnMs));
  }
}

async function hasTurn(client: Client): Promise<boolean> {
  const { rows } = await client.query("select pg_try_advisory_lock($1) as has", [MIGRATION_LOCK]);
  return z.tuple([z.object({ has: z.boolean() })]).parse(rows)[0].has;
}

/** The process id of the server process that migrates, as far as it still does. */
async function holderOfTurn(client: Client): Promise<number | string> {
  const { rows } = await client.query(
    `select pid from pg_locks where locktype = 'advisory' and granted and classid = 0 and objid = $1
      and database = (select oid from pg_database where datname = current_database())`,
    [MIGRATION_LOCK],
  );
  return z.array(z.object({ pid: z.number() })).parse(rows)[0]?.pid ?? "unknown";
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
