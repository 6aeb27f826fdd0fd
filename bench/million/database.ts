import type { Logger } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { type Database, openDatabase, SESSION } from "#lib/server/db/client.ts";
import { startTestServer } from "#testing/databases/test-server.ts";

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
export interface OpenDatabase {
  /** The address of its server, for other processes. */
  url: string;
  db: Database;
  /** The statements since the last time this was asked. */
  takeStatements(): Statement[];
  query(statement: Statement): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Starts the product's own engine in this folder, new or known, with the settings of the product. */
export async function startDatabase(
  folder: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  return startTestServer(folder, {});
}

/** The same, brought up to date as the product does it, with one connection to it. */
export async function openDatabaseIn(folder: string): Promise<OpenDatabase> {
  const server = await startDatabase(folder);
  const migrated = await openDatabase({ url: server.url });
  await migrated.close();
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(SESSION);
  const statements: Statement[] = [];
  const logger: Logger = {
    logQuery(text, values) {
      statements.push({ text, values });
    },
  };
  return {
    url: server.url,
    db: drizzle(client, { logger }),
    takeStatements: () => statements.splice(0),
    query: async ({ text, values }) => (await client.query(text, values)).rows,
    async close() {
      await client.end();
      await server.stop();
    },
  };
}
