import "server-only";
import path from "node:path";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type pg from "pg";
import { type Settings, settings } from "#lib/server/config/settings.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { openEngine } from "./engine/engine.ts";
import { bringUpToDate } from "./migrate.ts";
import { connectAlone, databaseOf, openPool } from "./pool.ts";

/** The database, or one transaction of it. */
export type Database = PgDatabase<PgQueryResultHKT>;

export interface OpenDatabase {
  db: Database;
  /** Takes a connection for oneself until its release. */
  connect(): Promise<pg.PoolClient>;
  /** How many connections are open, how many of these are idle, and how many wait for one. */
  connections(): { open: number; idle: number; waiting: number };
  close(): Promise<void>;
}

/**
 * Two facts for the planner of every session: a page costs almost the same wherever it stands, as disks
 * have no arm, and compiling a statement takes longer than running it.
 */
export const SESSION = "set random_page_cost = 1.1; set jit = off";

/** The folder of the migrations, in the source tree and in the build alike. */
export const MIGRATIONS = path.join(process.cwd(), "lib/server/db/migrations");

/**
 * Opens the database of the settings and brings its tables up to date. The embedded one is made where
 * there is none only with `mayCreate`: a data folder that is not mounted looks like a new one.
 * @throws EngineError when the embedded engine cannot be used.
 * @throws NotUpToDateError when PostgreSQL's tables are old and belong to another user.
 */
export async function openDatabase(
  where: Settings["database"],
  { mayCreate = false, migrationsFolder = MIGRATIONS } = {},
): Promise<OpenDatabase> {
  if ("url" in where) return await openPostgres({ connectionString: where.url }, migrationsFolder);
  const engine = await openEngine(path.resolve(where.dataDir), { mayCreate, onEvent: logEvent });
  try {
    const opened = await openPostgres(engine.connection, migrationsFolder);
    return {
      ...opened,
      async close() {
        await opened.close();
        await engine.close();
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function logEvent(event: "ended" | "running" | "failing", error?: unknown): void {
  if (event === "running") log().info("the embedded database runs again");
  else if (event === "ended") log().error("the embedded database ended; it is started again");
  else log().error({ err: error }, "the embedded database does not start");
}

async function openPostgres(
  connection: pg.ClientConfig,
  migrationsFolder: string,
): Promise<OpenDatabase> {
  const client = await connectAlone(connection);
  try {
    await bringUpToDate(client, migrationsFolder);
  } finally {
    await client.end();
  }
  const pool = openPool(connection, SESSION);
  return {
    db: databaseOf(pool),
    connect: () => pool.connect(),
    connections: () => ({
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  };
}

/** The database of this process: opened once, by the first who asks. */
export const database: () => Promise<OpenDatabase> = singleton("database", () =>
  openDatabase(settings().database),
);
