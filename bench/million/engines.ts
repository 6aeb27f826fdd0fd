import { mkdirSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import type { Logger } from "drizzle-orm";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import pg from "pg";
import { type Database, openDatabase, SESSION } from "#lib/server/db/client.ts";
import { startOwnPostgres } from "#testing/databases/own-postgres.ts";

/** How long filling a database took, and how large it is. */
export interface Filled {
  /** Null when it was full already. */
  milliseconds: number | null;
  bytes: number;
}

export interface Statement {
  text: string;
  values: unknown[];
}

/** A database whose statements can be listened to. */
export interface Engine {
  name: string;
  db: Database;
  /** The statements since the last time this was asked. */
  takeStatements(): Statement[];
  query(statement: Statement): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** The embedded engine, brought up to date as the product does it. */
export async function openPglite(folder: string): Promise<Engine> {
  mkdirSync(folder, { recursive: true });
  const migrated = await openDatabase({ dataDir: folder });
  await migrated.close();
  const engine = await PGlite.create(path.join(folder, "pglite"), { extensions: { pg_trgm } });
  await engine.exec(SESSION);
  const { logger, takeStatements } = listener();
  return {
    name: "PGlite",
    db: drizzlePglite(engine, { logger }),
    takeStatements,
    query: async ({ text, values }) =>
      (await engine.query<Record<string, unknown>>(text, values)).rows,
    close: () => engine.close(),
  };
}

/** A PostgreSQL of the run's own, as its makers set it up. */
export async function openPostgres(folder: string): Promise<Engine> {
  mkdirSync(folder, { recursive: true });
  const server = await startOwnPostgres(folder);
  const migrated = await openDatabase({ url: server.url });
  await migrated.close();
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(SESSION);
  const { logger, takeStatements } = listener();
  return {
    name: "PostgreSQL",
    db: drizzlePostgres(client, { logger }),
    takeStatements,
    query: async ({ text, values }) => (await client.query(text, values)).rows,
    async close() {
      await client.end();
      await server.stop();
    },
  };
}

function listener(): { logger: Logger; takeStatements(): Statement[] } {
  const statements: Statement[] = [];
  return {
    logger: {
      logQuery(text, values) {
        statements.push({ text, values });
      },
    },
    takeStatements: () => statements.splice(0),
  };
}
