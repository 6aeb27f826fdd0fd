import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import {
  type Database,
  MIGRATIONS,
  type OpenDatabase,
  openDatabase,
} from "#lib/server/db/client.ts";
import { migrateFor } from "#lib/server/db/migrate.ts";

/**
 * Runs the same tests on both engines, each on an empty database of its own. On PostgreSQL `db` is the
 * server's own user, who owns no table; what only the owner may do goes through `owner`.
 */
export function onBothEngines(
  name: string,
  tests: (db: () => Database, owner: () => Database) => void,
): void {
  describe.each([
    ["PGlite", openEmbedded],
    ["PostgreSQL", openPostgres],
  ])(`${name} on %s`, (_engine, open) => {
    let opened: TestDatabase;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    tests(
      () => opened.db,
      () => opened.owner,
    );
  });
}

interface TestDatabase extends Pick<OpenDatabase, "db" | "close"> {
  owner: Database;
}

async function openEmbedded(): Promise<TestDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-db-"));
  cpSync(inject("emptyEmbedded"), folder, { recursive: true });
  const opened = await openDatabase({ dataDir: folder });
  return {
    db: opened.db,
    owner: opened.db,
    async close() {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openPostgres(): Promise<TestDatabase> {
  const { name, ownerUrl, userUrl } = await emptyPostgres();
  const owner = await openDatabase({ url: ownerUrl });
  await asOwner(ownerUrl, (client) => migrateFor(client, name, MIGRATIONS));
  const opened = await openDatabase({ url: userUrl });
  return {
    db: opened.db,
    owner: owner.db,
    async close() {
      await Promise.all([opened.close(), owner.close()]);
    },
  };
}

/** A database of PostgreSQL without tables, and a user of the same name who may do nothing there yet. */
export async function emptyPostgres() {
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

async function asOwner(url: string, act: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await act(client);
  await client.end();
}
