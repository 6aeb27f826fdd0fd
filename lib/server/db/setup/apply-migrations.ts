import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { DrizzleQueryError } from "drizzle-orm";
import pg from "pg";
import { z } from "zod";
import { type RecordedStep, type ShippedStep, whyFailed, whyForeign } from "../migration-steps.ts";
import { NotUpToDateError } from "./setup-error.ts";

/**
 * Applies the missing migrations in one transaction, while no other process does. All that lasts as long
 * as the transaction: a lock or a setting of the session would stay behind in a pooler that gives each
 * transaction another connection.
 */

export type Client = pg.Client | pg.PoolClient;

/** How long a migration waits for others, in milliseconds. */
export interface Patience {
  /** For the process that migrates at the moment. */
  turnMs: number;
  /** For a table: less than look-ups wait for a lock, which queue behind the migration. */
  lockMs: number;
  pauseMs: number;
  tries: number;
}

/** A number of our own: the advisory lock that lets one process migrate at a time. */
const MIGRATION_LOCK = 7_264_691;

/** SQLSTATE of a lock that was not free within `lock_timeout`. */
const LOCK_NOT_AVAILABLE = "55P03";

const HELD =
  "DATABASE_URL: the tables could not be brought up to date, because another session holds them: a dump, or a transaction that was left open. Nothing was changed. Start again when it has ended; this shows it: select pid, state, xact_start, application_name from pg_stat_activity order by xact_start";

/** What became of one try: done, a table was held, or PostgreSQL's process that migrates at the moment. */
type Outcome = "done" | "held" | { holder: number | string };

/**
 * A migration that changes a table waits for the sessions that use it, and new sessions wait behind the
 * migration, so it gives up soon and is tried again.
 * @throws NotUpToDateError when others hold the tables or migrate for too long, when a newer program made
 * the tables, or when a migration was edited or failed.
 */
export async function applyMigrations(
  client: Client,
  shipped: readonly ShippedStep[],
  { turnMs, lockMs, pauseMs, tries }: Patience,
): Promise<void> {
  const latest = performance.now() + turnMs;
  let held = 0;
  let isFirst = true;
  for (;;) {
    const outcome = await tryOnce(client, shipped, lockMs);
    if (outcome === "done") return;
    if (outcome === "held") {
      held += 1;
      if (held === tries) throw new NotUpToDateError(HELD);
    } else {
      if (performance.now() >= latest) throw new NotUpToDateError(tooLong(outcome.holder));
      if (isFirst) process.stderr.write(waiting(outcome.holder));
      isFirst = false;
    }
    await sleep(Math.min(pauseMs, turnMs));
  }
}

async function tryOnce(
  client: Client,
  shipped: readonly ShippedStep[],
  lockMs: number,
): Promise<Outcome> {
  await client.query("begin");
  try {
    await client.query(`set local statement_timeout = 0; set local lock_timeout = ${lockMs}`);
    const outcome = (await hasTurn(client)) ? "done" : { holder: await holderOfTurn(client) };
    if (outcome === "done") await applyMissing(client, shipped);
    await client.query("commit");
    return outcome;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    const { cause } = error instanceof DrizzleQueryError ? error : {};
    if (cause instanceof pg.DatabaseError && cause.code === LOCK_NOT_AVAILABLE) return "held";
    const why = whyFailed(error, shipped);
    throw why === null ? error : new NotUpToDateError(why);
  }
}

/** The table of Drizzle's own migrator, which made the first ones. */
const RECORDS = `
  create schema if not exists drizzle;
  create table if not exists drizzle.__drizzle_migrations (
    id serial primary key, hash text not null, created_at bigint)`;

async function applyMissing(client: Client, shipped: readonly ShippedStep[]): Promise<void> {
  await client.query(RECORDS);
  const recorded = await recordedSteps(client);
  const why = whyForeign(recorded, shipped);
  if (why !== null) throw new NotUpToDateError(why);
  for (const { hash, at, statements } of shipped) {
    if (recorded.some((one) => one.hash === hash && one.at === at)) continue;
    for (const statement of statements) {
      await client.query(statement).catch((error: unknown) => {
        throw new DrizzleQueryError(statement, [], error instanceof Error ? error : undefined);
      });
    }
    await client.query(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)",
      [hash, at],
    );
  }
}

const recordedSchema = z.array(z.object({ hash: z.string(), at: z.coerce.number() }));

/** The migrations that the database has, in the order of their application. */
export async function recordedSteps(client: Client): Promise<RecordedStep[]> {
  const { rows } = await client.query(
    "select hash, created_at as at from drizzle.__drizzle_migrations order by created_at, id",
  );
  return recordedSchema.parse(rows);
}

/** Takes the lock until the end of the transaction. */
async function hasTurn(client: Client): Promise<boolean> {
  const { rows } = await client.query("select pg_try_advisory_xact_lock($1) as has", [
    MIGRATION_LOCK,
  ]);
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

function waiting(holder: number | string): string {
  return `Waiting for another process that brings the tables up to date (PostgreSQL's process ${holder}).\n`;
}

function tooLong(holder: number | string): string {
  return `DATABASE_URL: another process has been bringing the tables up to date for too long (PostgreSQL's process ${holder}). Start again when it has ended, or end it with: select pg_terminate_backend(${holder})`;
}
