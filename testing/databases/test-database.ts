import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, inject, vi } from "vitest";
import {
  type Database,
  database,
  MIGRATIONS,
  type OpenDatabase,
  openDatabase,
} from "#lib/server/db/client.ts";
import { migrateFor } from "#lib/server/db/migrate.ts";

/**
 * Runs tests on an empty database of their own. `db` is the server's user, who owns no table; what only
 * the owner may do goes through `owner`.
 */
export function withDatabase(
  name: string,
  tests: (db: () => Database, owner: () => Database, connect: OpenDatabase["connect"]) => void,
): void {
  describe(name, () => {
    let opened: TestDatabase;
    beforeAll(async () => {
      opened = await openTestDatabase();
    });
    afterAll(() => opened.close());
    tests(
      () => opened.db,
      () => opened.owner,
      () => opened.connect(),
    );
  });
}

interface TestDatabase extends OpenDatabase {
  owner: Database;
}

/** Lets this process forget where it knows the audit to end, as a new one or one on another database. */
export function forgetAuditHead(): void {
  Reflect.deleteProperty(globalThis, Symbol.for("anyqta.audit-known-head"));
}

async function openTestDatabase(): Promise<TestDatabase> {
  const { name, ownerUrl, userUrl } = await emptyDatabase();
  const owner = await openDatabase({ url: ownerUrl });
  await asOwner(ownerUrl, (client) => migrateFor(client, name, MIGRATIONS));
  const opened = await openDatabase({ url: userUrl });
  return {
    ...opened,
    owner: owner.db,
    async close() {
      await Promise.all([opened.close(), owner.close()]);
    },
  };
}

/** A database without tables, and a user of the same name who may do nothing there yet. */
export async function emptyDatabase() {
  forgetAuditHead();
  const url = new URL(inject("postgresUrl"));
  const name = `tests_${randomUUID().replaceAll("-", "")}`;
  await asOwner(url.href, async (client) => {
    await client.query(`create database ${name}`);
    await client.query(`create role ${name} login`);
  });
  url.pathname = `/${name}`;
  const ownerUrl = url.href;
  url.username = name;
  return { name, ownerUrl, userUrl: url.href };
}

/** Makes an empty database the one of this process (`database()`), and opens it. */
export async function useEmptyDatabase(): Promise<OpenDatabase> {
  vi.stubEnv("DATABASE_URL", (await emptyDatabase()).ownerUrl);
  return await database();
}

async function asOwner(url: string, act: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await act(client);
  await client.end();
}
