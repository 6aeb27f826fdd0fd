import "server-only";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import pg from "pg";
import { type Settings, settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { lockFolder } from "./folder-lock.ts";
import { tightenFolder } from "./folder-modes.ts";
import { bringUpToDate } from "./migrate.ts";

/** Either engine; the queries are the same. */
export type Database = PgDatabase<PgQueryResultHKT>;

export interface OpenDatabase {
  db: Database;
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
 * Opens the database of the settings and brings its tables up to date.
 * @throws FolderInUseError when another process holds the embedded database's folder.
 * @throws NotUpToDateError when PostgreSQL's tables are old and belong to another user.
 */
export async function openDatabase(
  where: Settings["database"],
  migrationsFolder = MIGRATIONS,
): Promise<OpenDatabase> {
  return "url" in where
    ? openPostgres(where.url, migrationsFolder)
    : openEmbedded(path.resolve(where.dataDir), migrationsFolder);
}

async function openEmbedded(folder: string, migrationsFolder: string): Promise<OpenDatabase> {
  const tightened = tightenFolder(folder);
  if (tightened > 0) {
    process.stderr.write(
      `DATA_DIR: other users could read ${folder}; the modes of ${tightened} files and folders were tightened.\n`,
    );
  }
  const release = lockFolder(folder);
  try {
    const engine = await PGlite.create(path.join(folder, "pglite"), { extensions: { pg_trgm } });
    await engine.exec(SESSION);
    const db = drizzlePglite(engine);
    await migrate(db, { migrationsFolder });
    return {
      db,
      async close() {
        await engine.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function openPostgres(url: string, migrationsFolder: string): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    onConnect: async (client) => {
      await client.query(SESSION);
    },
  });
  try {
    const client = await pool.connect();
    try {
      await bringUpToDate(client, migrationsFolder);
    } finally {
      client.release();
    }
    return { db: drizzlePostgres(pool), close: () => pool.end() };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** The database of this process: opened once, by the first who asks. */
export const database: () => Promise<OpenDatabase> = singleton("database", () =>
  openDatabase(settings().database),
);
